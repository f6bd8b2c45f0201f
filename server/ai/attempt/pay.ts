import type { Heard } from "./answer-end.ts";
import type { Answering } from "./answering.ts";

/** Extends the spending grant while the answer grows. One step is granted ahead; the next one is requested when it is used up. */
export async function pay({ usageMeter, spendingGrant, deadline }: Answering): Promise<Heard | null> {
  if (spendingGrant.covers(usageMeter.cost)) return null;
  const extended = await deadline.wait(spendingGrant.extend(usageMeter.cost));
  if ("over" in extended) return { type: "over", over: extended.over };
  return extended.done ? null : { type: "budget" };
}
