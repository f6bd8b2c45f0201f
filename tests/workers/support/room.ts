import { env } from "cloudflare:workers";
import { scopeBits } from "../../../server/sockets/scope-bits.ts";
import { makeId, makeMessageId, type RoomId, type UserId } from "../../../shared/ids.ts";
import { ALL_SCOPES, type Role, type RoomKind, type Scopes } from "../../../shared/permissions.ts";
import type { RoomEvent } from "../../../shared/protocol/events.ts";
import type {
  ErrorFrame,
  HeldMessageFrame,
  Ok,
  PageFrame,
  ContextReceiptFrame,
  ReadReceiptsFrame,
  ServerFrame,
  StepsFrame,
  Welcome,
} from "../../../shared/protocol/frames.ts";
import { PROTOCOL_VERSION } from "../../../shared/protocol/frames.ts";
import { encodePrincipal, PRINCIPAL_HEADER } from "../../../server/sockets/socket-principal.ts";
import type { RoomCalls } from "../../../server/bindings/room-calls.ts";

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
export const newUser = (): UserId => makeId("user", random);
export const newMessageId = () => makeMessageId(Date.now(), random);
export const newRoomId = (): RoomId => makeId("room", random);

export const organization = makeId("org", random);
export const ada = newUser();
export const grace = newUser();
export const linus = newUser();
export const mallory = newUser();

type Answer =
  Ok | ErrorFrame | PageFrame | HeldMessageFrame | ContextReceiptFrame | ReadReceiptsFrame | StepsFrame;

export type RoomStub = DurableObjectStub<RoomCalls>;

/** Creates a room as the HTTP layer does; `ada` is its creator. */
export async function makeRoom(members: [UserId, Role][], kind: RoomKind = "group"): Promise<RoomStub> {
  const id = newRoomId();
  const room = env.ROOM.getByName(id);
  await room.ensureCreated({
    id,
    organization,
    kind,
    name: "garden",
    createdBy: members[0]?.[0] ?? ada,
    members: members.map(([user, role], i) => ({ user, name: `Person ${i}`, role })),
  });
  return room;
}

/** Opens a socket to the room as the HTTP layer does for this person, before any frame. */
export async function knockAt(
  room: DurableObjectStub,
  user: UserId,
  session = "session",
  scopes: Scopes = ALL_SCOPES,
): Promise<Device> {
  const principal = encodePrincipal({ user, scopes: scopeBits(scopes), grant: `ses_${session}` });
  const response = await room.fetch("https://parley.internal/", {
    headers: { upgrade: "websocket", [PRINCIPAL_HEADER]: principal },
  });
  if (response.webSocket === null) throw new Error(`no socket: ${response.status}`);
  return new Device(response.webSocket);
}

/** A device that has said hello and received its welcome. */
export async function join(
  room: DurableObjectStub,
  user: UserId,
  session?: string,
  scopes?: Scopes,
): Promise<Device> {
  const device = await knockAt(room, user, session, scopes);
  await device.hello();
  return device;
}

/** One socket, and everything that it has received. */
export class Device {
  readonly frames: ServerFrame[] = [];
  readonly raw: string[] = [];
  closed: { code: number; reason: string } | null = null;
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();
  #ref = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      this.raw.push(String(data));
      if (data !== "pong") this.frames.push(JSON.parse(String(data)));
      this.#waiting.forEach((look) => look());
    });
    socket.addEventListener("close", ({ code, reason }) => {
      this.closed = { code, reason };
      this.#waiting.forEach((look) => look());
    });
    socket.accept();
  }

  sendRaw(data: string | ArrayBuffer): void {
    this.#socket.send(data);
  }

  say(frame: object): void {
    this.#socket.send(JSON.stringify(frame));
  }

  /** Sends a command with a new ref and waits for its answer. */
  async ask(frame: object): Promise<Answer> {
    const ref = this.tell(frame);
    return this.until(() =>
      this.frames.find((answer): answer is Answer => "ref" in answer && answer.ref === ref),
    );
  }

  tell(frame: object): number {
    this.#ref += 1;
    this.say({ ...frame, ref: this.#ref });
    return this.#ref;
  }

  /** Sends a text and waits for its event. */
  async write(text: string): Promise<RoomEvent> {
    const id = newMessageId();
    this.tell({ type: "send", id, text });
    return this.until(() =>
      this.events.find((event) => event.type === "message.sent" && event.message.id === id),
    );
  }

  async hello(since: number | null = null, epoch: string | null = null): Promise<Welcome> {
    const before = this.frames.length;
    this.say({
      type: "hello",
      version: PROTOCOL_VERSION,
      device: makeId("dev", random),
      since,
      epoch,
    });
    return this.until(() => this.frames.slice(before).find((frame) => frame.type === "welcome"));
  }

  get events(): RoomEvent[] {
    return this.frames.flatMap((frame) => (frame.type === "events" ? frame.events : []));
  }

  /** Waits until all earlier frames have arrived, by a request whose answer comes after them. */
  async settled(): Promise<void> {
    await this.ask({ type: "history", before: 1, limit: 1 });
  }

  /** Waits until `look` finds something. Rejects if the socket closes first. */
  until<Found>(look: () => Found | undefined): Promise<Found> {
    return new Promise((resolve, reject) => {
      const tryAgain = () => {
        const found = look();
        if (found === undefined && this.closed === null) return;
        this.#waiting.delete(tryAgain);
        if (found === undefined) reject(new Error(`closed with ${this.closed?.code}`));
        else resolve(found);
      };
      this.#waiting.add(tryAgain);
      tryAgain();
    });
  }

  async closeCode(): Promise<number> {
    const { code } = await this.until(() => this.closed ?? undefined);
    return code;
  }

  close(): void {
    this.#socket.close(1000, "bye");
  }
}
