import type { OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import { makeId, makeMessageId, type RandomBytes } from "../../../shared/ids.ts";
import { paths, type Ticket } from "../../../shared/api.ts";
import type { WhoAmI } from "../../../shared/keys.ts";
import { PROTOCOL_VERSION } from "../../../shared/protocol/frames.ts";

const random: RandomBytes = (bytes) => crypto.getRandomValues(bytes);

/** A program on Node that sends a key: no browser, no cookie, no origin. */
export function makeProgram(origin: string, secret: string) {
  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
  const post = (path: string, body: object) =>
    fetch(`${origin}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const ask = () => fetch(`${origin}/api/v1/me`, { headers });
  return {
    /** The status of `GET /api/v1/me`. */
    status: async (): Promise<number> => (await ask()).status,
    whoAmI: async (): Promise<WhoAmI> => dataOf<WhoAmI>(await ask()),
    makeGroup: async (
      organization: OrganizationId,
      name: string,
      members: readonly UserId[],
    ): Promise<RoomId> => {
      const made = await post(paths.rooms(organization), { kind: "group", name, members });
      return (await dataOf<{ id: RoomId }>(made)).id;
    },
    /** Enters the room by a socket, which stays open. */
    enter: async (organization: OrganizationId, room: RoomId): Promise<InRoom> => {
      const { ticket } = await dataOf<Ticket>(await post(paths.tickets(organization), { room }));
      const address = `${origin.replace(/^http/, "ws")}${paths.roomSocket(organization, room)}?ticket=${ticket}`;
      return enterBy(new WebSocket(address));
    },
  };
}

export interface InRoom {
  say(text: string): void;
  /** The code with which the server closed the socket. */
  closed: Promise<number>;
}

async function enterBy(socket: WebSocket): Promise<InRoom> {
  const closed = new Promise<number>((resolve) =>
    socket.addEventListener("close", ({ code }) => resolve(code)),
  );
  const welcomed = new Promise<void>((resolve) =>
    socket.addEventListener("message", ({ data }) => {
      const frame: { type: string } = JSON.parse(String(data));
      if (frame.type === "welcome") resolve();
    }),
  );
  socket.addEventListener("open", () =>
    socket.send(
      JSON.stringify({
        type: "hello",
        version: PROTOCOL_VERSION,
        device: makeId("dev", random),
        since: null,
        epoch: null,
      }),
    ),
  );
  await Promise.race([
    welcomed,
    closed.then((code) => Promise.reject(new Error(`the room closed the socket with ${code}`))),
  ]);
  let ref = 0;
  return {
    closed,
    say: (text) => {
      ref += 1;
      socket.send(JSON.stringify({ type: "send", ref, id: makeMessageId(Date.now(), random), text }));
    },
  };
}

async function dataOf<Data>(response: Response): Promise<Data> {
  const envelope: { ok: boolean; data: Data } = await response.json();
  if (!envelope.ok)
    throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(envelope)}`);
  return envelope.data;
}
