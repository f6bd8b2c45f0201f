import { env } from "cloudflare:workers";
import { ALL_SCOPES } from "../../../shared/permissions.ts";
import { scopeBits } from "../../../server/sockets/scope-bits.ts";
import type { RoomId, UserId } from "../../../shared/ids.ts";
import { PROTOCOL_VERSION } from "../../../shared/protocol/frames.ts";
import type { InboxClientFrame } from "../../../shared/protocol/inbox-client-frames.ts";
import type { InboxEntry, InboxServerFrame } from "../../../shared/protocol/inbox-frames.ts";
import { encodePrincipal, PRINCIPAL_HEADER } from "../../../server/sockets/socket-principal.ts";
import { organization } from "./room.ts";
import { eventually } from "../../support/eventually.ts";

type WithoutRef<Frame> = Frame extends unknown ? Omit<Frame, "ref"> : never;
type Question = WithoutRef<Exclude<InboxClientFrame, { type: "hello" | "ack" }>>;

export const inboxOf = (user: UserId) => env.INBOX.getByName(`${organization}:${user}`);

/** One device's inbox socket, and every frame that it has received. */
export class InboxDevice {
  readonly frames: InboxServerFrame[] = [];
  readonly rooms = new Map<RoomId, InboxEntry>();
  readonly #socket: WebSocket;
  #lastRef = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#take(JSON.parse(String(data))));
    socket.accept();
    const device = "dev_00000000000000000000000000";
    socket.send(
      JSON.stringify({ type: "hello", version: PROTOCOL_VERSION, device, since: null, epoch: null }),
    );
  }

  /** Sends a frame that gets no answer. */
  say(frame: object): void {
    this.#socket.send(JSON.stringify(frame));
  }

  /** Sends a request; resolves to its answer. */
  async ask(question: Question): Promise<InboxServerFrame> {
    const ref = ++this.#lastRef;
    this.#socket.send(JSON.stringify({ ...question, ref }));
    return eventually(() => {
      const answer = this.frames.find((frame) => "ref" in frame && frame.ref === ref);
      if (answer === undefined) throw new Error(`no answer to ${question.type}`);
      return answer;
    });
  }

  #take(frame: InboxServerFrame): void {
    this.frames.push(frame);
    if (frame.type !== "inbox") return;
    if (frame.complete) this.rooms.clear();
    for (const entry of frame.rooms) this.rooms.set(entry.room, entry);
    for (const room of frame.gone) this.rooms.delete(room);
  }
}

export async function openInbox(user: UserId): Promise<InboxDevice> {
  const principal = encodePrincipal({ user, scopes: scopeBits(ALL_SCOPES), grant: "ses_session" });
  const inbox = await inboxOf(user);
  const response = await inbox.fetch("https://parley.internal/", {
    headers: { upgrade: "websocket", [PRINCIPAL_HEADER]: principal },
  });
  if (response.webSocket === null) throw new Error("no socket");
  const device = new InboxDevice(response.webSocket);
  await eventually(() => {
    if (device.frames.length === 0) throw new Error("no list");
  });
  return device;
}
