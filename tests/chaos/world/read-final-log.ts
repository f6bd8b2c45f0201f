import { createClient } from "../../../client/sdk/index.ts";
import { parseMark } from "../../../client/sdk/parse-mark.ts";
import { makeMemoryStorage } from "../../../client/sdk/storage/memory.ts";
import { paths } from "../../../shared/api.ts";
import { makeId } from "../../../shared/ids.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { MAX_CATCH_UP_EVENTS, MAX_PAGE_SIZE } from "../../../shared/limits.ts";
import type { Message, RoomEvent } from "../../../shared/protocol/events.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import {
  type Page,
  PROTOCOL_VERSION,
  type ServerFrame,
  type Welcome,
} from "../../../shared/protocol/frames.ts";
import type { RoomView } from "../../../shared/room-view.ts";
import { type FinalLog, standsInRoom } from "../history.ts";
import { ticketFor } from "./cast.ts";
import type { Cast } from "./cast.ts";
import { until } from "./until.ts";

/** Reads a room back to its beginning as a new client, directly from the server without the proxy. */
export async function readFinalLog(origin: string, cast: Cast, room: RoomId): Promise<FinalLog> {
  const fresh = await freshView(origin, cast, room);
  const reader = await RawReader.open(await address(origin, cast, room));
  const welcome = await reader.hello(null, null);
  // First, because reading the pages of a long run takes minutes, and then `since` would be too old.
  const tail = await reader.tail(welcome);
  const { messages, notices } = await reader.everything(welcome.head);
  reader.close();
  return { room, head: welcome.head, messages, notices, tail, fresh };
}

async function address(origin: string, cast: Cast, room: RoomId): Promise<string> {
  const ticket = await ticketFor(origin, cast.owner, cast.organization, room);
  return `${origin.replace("http", "ws")}${paths.roomSocket(cast.organization, room)}?ticket=${ticket}`;
}

async function freshView(origin: string, cast: Cast, id: RoomId): Promise<RoomView> {
  const client = createClient({
    origin,
    organization: cast.organization,
    user: cast.owner.user,
    device: makeId("dev", (bytes) => crypto.getRandomValues(bytes)),
    storage: makeMemoryStorage(),
    socketUrl: () => address(origin, cast, id),
  });
  const room = client.room(id);
  await until(() => room.view !== null, 20_000, "a fresh client sees the room");
  const { view } = room;
  client.close();
  if (view === null) throw new Error("no view");
  return view;
}

/** A socket on which each request waits for its answer. */
class RawReader {
  readonly #socket: WebSocket;
  readonly #frames: ServerFrame[] = [];
  #ref = 0;

  static async open(url: string): Promise<RawReader> {
    const socket = new WebSocket(url);
    const reader = new RawReader(socket);
    await until(() => socket.readyState === WebSocket.OPEN, 10_000, "the reader's socket opens");
    return reader;
  }

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      const mark = parseMark(data);
      if (mark === null) this.#frames.push(JSON.parse(data));
      else socket.send(JSON.stringify({ type: "ack", mark }));
    });
  }

  async hello(since: number | null, epoch: string | null): Promise<Welcome> {
    const device = makeId("dev", (bytes) => crypto.getRandomValues(bytes));
    this.#socket.send(JSON.stringify({ type: "hello", version: PROTOCOL_VERSION, device, since, epoch }));
    return this.#answer((frame) => (frame.type === "welcome" ? frame : null));
  }

  async everything(head: number): Promise<Pick<Page, "messages" | "notices">> {
    const all: Pick<Page, "messages" | "notices"> = { messages: [], notices: [] };
    for (let before = head + 1, more = true; more;) {
      const page = await this.#page(before);
      all.messages.unshift(...page.messages);
      all.notices.unshift(...page.notices);
      before = Math.min(before - 1, ...[...page.messages, ...page.notices].map(({ seq }) => seq));
      more = page.more;
    }
    const roots = all.messages.filter(({ replies }) => replies !== undefined);
    for (const { seq } of roots) all.messages.push(...(await this.#repliesAlone(seq, head)));
    all.messages.sort((a, b) => a.seq - b.seq);
    return all;
  }

  /** The replies of a thread that stand in it alone. */
  async #repliesAlone(root: Seq, head: Seq): Promise<Message[]> {
    const replies: Message[] = [];
    for (let before = head + 1, more = true; more;) {
      const page = await this.#page(before, root);
      replies.push(...page.messages.filter((message) => !standsInRoom(message)));
      before = Math.min(before - 1, ...page.messages.map(({ seq }) => seq));
      more = page.more;
    }
    return replies;
  }

  /** As many of the newest events as the room replays; fewer if they contain too much text. */
  async tail({ head, epoch }: Welcome): Promise<RoomEvent[]> {
    for (let length = MAX_CATCH_UP_EVENTS; ; length = Math.floor(length / 2)) {
      const since = Math.max(0, head - length);
      const welcome = await this.hello(since, epoch);
      if (welcome.reset !== null) continue;
      const events: RoomEvent[] = [];
      while (since + events.length < head) {
        const frame = await this.#answer((some) => (some.type === "events" ? some : null));
        events.push(...frame.events);
      }
      return events;
    }
  }

  close(): void {
    this.#socket.close();
  }

  /** Repeats a rate-limited request after a pause. */
  async #page(before: Seq, thread?: Seq): Promise<Page> {
    for (;;) {
      this.#ref += 1;
      const ref = this.#ref;
      this.#socket.send(JSON.stringify({ type: "history", ref, before, limit: MAX_PAGE_SIZE, thread }));
      const answer = await this.#answer((frame) =>
        (frame.type === "page" || frame.type === "error") && frame.ref === ref ? frame : null,
      );
      if (answer.type === "page") return answer.page;
      const again = performance.now() + (answer.retryAfter ?? 100);
      await until(() => performance.now() > again, 10_000, "the reader may ask again");
    }
  }

  /** The first matching frame; earlier ones are ignored. */
  async #answer<Frame>(fits: (frame: ServerFrame) => Frame | null): Promise<Frame> {
    let found: Frame | null = null;
    const look = (): boolean => {
      for (let frame = this.#frames.shift(); frame !== undefined; frame = this.#frames.shift())
        if ((found = fits(frame)) !== null) return true;
      return false;
    };
    const { readyState } = this.#socket;
    await until(look, 20_000, `the room answers the reader (socket ${readyState}, question ${this.#ref})`);
    if (found === null) throw new Error("no answer");
    return found;
  }
}
