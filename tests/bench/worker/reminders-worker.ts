/** Parley's local Worker with inboxes that are given reminders without accounts, and a consumer that notes when each is told. */
import type { NoticeEvent } from "../../../server/bindings/notice-event.ts";
import type { Env } from "../../../server/bindings/env.ts";
import { makeId, type OrganizationId, type UserId } from "../../../shared/ids.ts";
export * from "../../../server/local.ts";

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const organization: OrganizationId = makeId("org", (bytes) => bytes.fill(3));

/** When each reminder is due, and when the consumer had it first, by its key. Milliseconds since 1970. */
const due = new Map<string, number>();
const told = new Map<string, number>();

interface Asked {
  people: number;
  each: number;
  /** The first and the last of them, from now, milliseconds. */
  from: number;
  to: number;
}

/** A named entry point, so that it is reached without the router. */
export const bench = {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (new URL(request.url).pathname === "/told") return Response.json(report());
    await make(env, await request.json());
    return Response.json({ made: due.size });
  },
  queue(batch: MessageBatch<NoticeEvent>): void {
    for (const { body } of batch.messages) {
      const key = `${body.inbox} ${body.key}`;
      if (!told.has(key)) told.set(key, Date.now());
    }
    batch.ackAll();
  },
};

export default bench;

async function make(env: Env, { people, each, from, to }: Asked): Promise<void> {
  const begin = Date.now() + from;
  const count = people * each;
  for (let person = 0; person < people; person++) {
    const user: UserId = makeId("user", random);
    const name = `${organization}:${user}`;
    const inbox = env.INBOX.getByName(name);
    // Somewhere to be told; the consumer above takes the place of the one that would.
    await inbox.addNoticeChat({ id: "bench", kind: "slack", name: "", address: "", created_at: 0 });
    for (let n = 0; n < each; n++) {
      const id = makeId("rem", random);
      const at = begin + Math.floor(((person * each + n) / count) * (to - from));
      const problem = await inbox.remind({ id, about: { type: "none" }, text: `Reminder ${n}`, due: at });
      if (problem !== null) throw new Error(problem);
      due.set(`${name} reminder_${id}`, at);
    }
  }
}

/** How late each was told, milliseconds; of those that were not told, how many. */
function report(): { late: number[]; missing: number } {
  const late = [...due].flatMap(([key, at]) => {
    const when = told.get(key);
    return when === undefined ? [] : [when - at];
  });
  return { late, missing: due.size - late.length };
}
