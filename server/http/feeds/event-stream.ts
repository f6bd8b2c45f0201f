/** Server-sent events of a room: https://html.spec.whatwg.org/multipage/server-sent-events.html */
import type { LiveAnswer, Part, ServerFrame } from "../../../shared/protocol/frames.ts";
import type { RoomFeed } from "./open-room-feed.ts";
import { positionText } from "./position.ts";

/** Frames that a reader of a stream gets besides events: a running answer. They have no id, because nothing continues after them. */
const RUNNING = ["part", "reasoning", "step", "given"] as const satisfies readonly ServerFrame["type"][];

/** The feed's events as text, each with the position after it. */
export async function* eventTexts(feed: RoomFeed): AsyncGenerator<string> {
  const { welcome, from, isContinued } = feed;
  const { epoch, head, you, live } = welcome;
  let at = from.seq;
  const start = { epoch, head, role: you.role, capabilities: you.capabilities };
  // A position from the beginning: whoever loses the connection before the first event comes back to here.
  yield eventText(isContinued ? "ready" : "reset", start, positionText({ seq: at, epoch }));
  let running: LiveAnswer[] | null = live;
  if (at >= head) {
    yield* textsOf(running);
    running = null;
  }
  for await (const frame of feed.frames) {
    if (frame.type === "events") {
      for (const event of frame.events) {
        if (event.seq <= at) continue;
        at = event.seq;
        yield eventText(event.type, event, positionText({ seq: at, epoch }));
      }
      if (running !== null && at >= head) {
        yield* textsOf(running);
        running = null;
      }
    } else if (RUNNING.some((type) => type === frame.type)) yield eventText(frame.type, frame);
  }
  const reason = feed.end();
  if (reason !== null && reason !== "closed") yield eventText("end", { reason });
}

/** The text of running answers so far, as one part each. */
function textsOf(live: readonly LiveAnswer[]): string[] {
  return live
    .filter(({ text }) => text !== "")
    .map(({ target: m, attempt: a, text: d }) =>
      eventText("part", { type: "part", m, a, n: 0, d } satisfies Part),
    );
}

/** JSON has no line breaks, so the data is one line. */
export function eventText(type: string, data: object, id?: string): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
