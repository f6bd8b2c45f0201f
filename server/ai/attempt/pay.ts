import type { Heard } from "./answer-end.ts";
import type { Answering } from "./answering.ts";

/** The answer costs as it grows: one step is granted ahead, and the next one asked for when it is used up. */
export async function pay({ usageMeter, spendingGrant, deadline }: Answering): Promise<Heard | null> {
  if (spendingGrant.covers(usageMeter.cost)) return null;
  const extended = await deadline.wait(spendingGrant.extend(usageMeter.cost));
  if ("over" in extended) return { type: "over", over: extended.over };
  return extended.done ? null : { type: "budget" };
}
