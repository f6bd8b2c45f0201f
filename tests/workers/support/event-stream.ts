import { exports } from "cloudflare:workers";
import type { OrganizationId, RoomId } from "../../../shared/ids.ts";
import { eventually } from "../../support/eventually.ts";
import { ORIGIN, type Visitor } from "./visitor.ts";

export interface StreamEvent {
  type: string;
  id?: string;
  data: Record<string, unknown>;
}

export interface EventStream {
  /** Everything that has come. */
  readonly events: StreamEvent[];
  readonly text: () => string;
  /** Whether the server has ended it. */
  readonly isOver: () => boolean;
  /** Waits for an event of this type, and the first of those that fits. */
  until: (type: string, fits?: (event: StreamEvent) => boolean) => Promise<StreamEvent>;
  close: () => Promise<void>;
}

export const eventsPath = (organization: OrganizationId, room: RoomId, query = ""): string =>
  `/api/v1/rooms/${room}/events?organization=${organization}${query}`;

/** Opens a room's events as a program does. With `isRead: false` it takes nothing. */
export async function openEvents(
  who: Visitor,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return exports.default.fetch(`${ORIGIN}${path}`, {
    headers: { cookie: who.cookie, ...who.headers, ...headers },
  });
}

/** Opens a room's events, and reads them as they come. */
export async function readEvents(
  who: Visitor,
  path: string,
  headers: Record<string, string> = {},
): Promise<EventStream> {
  return readStream(await openEvents(who, path, headers));
}

/** Asks for something whose answer is a stream of events. */
export function postForEvents(who: Visitor, path: string, body: object): Promise<Response> {
  return exports.default.fetch(`${ORIGIN}${path}`, {
    method: "POST",
    headers: { cookie: who.cookie, origin: ORIGIN, "content-type": "application/json", ...who.headers },
    body: JSON.stringify(body),
  });
}

/** Reads events as they come. */
export async function readStream(response: Response): Promise<EventStream> {
  if (response.status !== 200 || response.body === null)
    throw new Error(`${response.status} ${await response.text()}`);
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const events: StreamEvent[] = [];
  let text = "";
  let unread = "";
  let isOver = false;
  const read = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const piece = decoder.decode(value, { stream: true });
      text += piece;
      const blocks = (unread + piece).split("\n\n");
      unread = blocks.pop() ?? "";
      for (const block of blocks) if (!block.startsWith(":")) events.push(parse(block));
    }
    isOver = true;
  };
  void read().catch(() => (isOver = true));
  return {
    events,
    text: () => text,
    isOver: () => isOver,
    until: (type, fits = () => true) =>
      eventually(() => {
        const found = events.find((event) => event.type === type && fits(event));
        if (found === undefined)
          throw new Error(`no ${type} among ${events.map((event) => event.type).join(", ")}`);
        return found;
      }),
    close: () => reader.cancel(),
  };
}

function parse(block: string): StreamEvent {
  const fields = new Map(
    block.split("\n").map((line): [string, string] => {
      const at = line.indexOf(": ");
      return [line.slice(0, at), line.slice(at + 2)];
    }),
  );
  const id = fields.get("id");
  return {
    type: fields.get("event") ?? "message",
    ...(id !== undefined && { id }),
    data: JSON.parse(fields.get("data") ?? "null"),
  };
}
