import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createWidget, listWidgets } from "../../../server/directory/widgets.ts";
import { createConversation } from "../../../server/directory/rooms.ts";
import { createVisitor } from "../../../server/directory/visitors.ts";
import { openDirectory } from "../../../server/directory/directory.ts";
import { newId, newRowId } from "../../../server/directory/random-ids.ts";
import type { DeskConversation, DeskDetail, DeskFrame } from "../../../shared/desk.ts";
import { paths } from "../../../shared/api.ts";
import type { AgentId, OrganizationId, RoomId, VisitorId } from "../../../shared/ids.ts";
import { PROTOCOL_VERSION } from "../../../shared/protocol/frames.ts";
import { eventually } from "../../support/eventually.ts";
import type { Person } from "./person.ts";
import { type Device, join } from "./room.ts";
import { connect, type OpenSocket } from "./socket.ts";

export const roomOf = (room: RoomId) => env.ROOM.getByName(room);
export const deskOf = (organization: OrganizationId) => env.DESK.getByName(organization);

export interface Conversation {
  room: RoomId;
  visitor: VisitorId;
  /** The visitor's socket. */
  at: Device;
}

export const EMAIL = "mira@okafor.example";

/** A visitor with a conversation of the organization, as the widget makes them. */
export async function visit(
  owner: Person,
  organization: OrganizationId,
  email = EMAIL,
): Promise<Conversation> {
  const directory = openDirectory(env.DB);
  const agent: AgentId = newId("agent");
  const settings = {
    look: {
      name: "Morrow Bikes",
      colour: "#3b4fc4",
      corner: "round" as const,
      side: "right" as const,
      offset: { x: 20, y: 20 },
      icon: "chat" as const,
      theme: "auto" as const,
    },
    texts: {},
    starters: {},
    form: [],
    hours: null,
    language: "en" as const,
    origins: ["https://shop.example"],
    agent,
    libraries: [],
    answersPerDay: 100,
    enforce: false,
    turnstile: null,
  };
  const now = Date.now();
  const [existing] = await listWidgets(directory, organization);
  const made = { organization, by: owner.id, settings, turnstileSecret: null, idempotencyKey: undefined };
  const widget = existing ?? (await createWidget(directory, made, now));
  if (widget === null) throw new Error("no widget");
  const facts = {
    language: "de",
    timeZone: "Europe/Berlin",
    page: {
      url: "https://shop.example/chargers",
      title: "Charger 48 V",
      referrer: "https://search.example/",
    },
    browser: "Firefox",
  };
  const identity = {
    subject: newRowId("customer"),
    name: "Mira Okafor",
    email,
    attributes: { plan: "SECRET-PLAN" },
  };
  const visitor = await createVisitor(directory, { organization, widget: widget.id, facts, identity }, now);
  const room = newId("room");
  const spec = {
    id: room,
    organization,
    kind: "support" as const,
    name: "Mira Okafor",
    createdBy: visitor.id,
    members: [{ user: visitor.id, name: "Mira Okafor", role: "visitor" as const }],
  };
  const session = newRowId("vss") as `vss_${string}`;
  await createConversation(directory, spec, null, { widget: widget.id, visitor: visitor.id, session }, now);
  await roomOf(room).ensureCreated(spec);
  const at = await join(roomOf(room), visitor.id);
  await eventually(async () => {
    if ((await deskOf(organization).view(room)) === null) throw new Error("the desk does not know it yet");
  });
  return { room, visitor: visitor.id, at };
}

/** What supporters have written is older than two minutes now: the desk mails it, if it has to. */
export async function mailLater(organization: OrganizationId, room: RoomId): Promise<void> {
  await runInDurableObject(roomOf(room), (_, { storage: { sql } }) => {
    sql.exec("UPDATE messages SET at = at - 130000");
  });
  await runInDurableObject(deskOf(organization), async (_, { storage }) => {
    storage.sql.exec("UPDATE schedule SET due = 1 WHERE task = 'mail'");
    await storage.setAlarm(Date.now());
  });
  await evictDurableObject(deskOf(organization));
  await runDurableObjectAlarm(deskOf(organization));
}

export const detailOf = (person: Person, organization: OrganizationId, room: RoomId): Promise<DeskDetail> =>
  person.must(person.get<DeskDetail>(paths.deskConversation(organization, room)));

export interface OpenDesk extends OpenSocket {
  /** By room, as the frames so far tell them. */
  conversations: () => Map<RoomId, DeskConversation>;
  last: () => DeskFrame;
}

export async function openDesk(
  person: Person,
  organization: OrganizationId,
  since: { head: number; epoch: string } | null = null,
): Promise<OpenDesk> {
  const socket = await connect(person, paths.deskSocket(organization));
  const device = newId("dev");
  socket.send(
    JSON.stringify({
      type: "hello",
      version: PROTOCOL_VERSION,
      device,
      since: since?.head ?? null,
      epoch: since?.epoch ?? null,
    }),
  );
  const frames = (): DeskFrame[] => socket.frames.flatMap((frame) => (isDeskFrame(frame) ? [frame] : []));
  await eventually(() => {
    if (frames().length === 0) throw new Error("nothing was told");
  });
  return {
    ...socket,
    last: () => {
      const frame = frames().at(-1);
      if (frame === undefined) throw new Error("no frame");
      return frame;
    },
    conversations: () => {
      const known = new Map<RoomId, DeskConversation>();
      for (const { complete, conversations, gone } of frames()) {
        if (complete) known.clear();
        for (const each of conversations) known.set(each.room, each);
        for (const room of gone) known.delete(room);
      }
      return known;
    },
  };
}

function isDeskFrame(frame: object): frame is DeskFrame {
  return "type" in frame && frame.type === "desk";
}
