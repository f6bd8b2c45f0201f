import type { CallDecision } from "../../../../shared/protocol/steps.ts";
import type { ToolRow } from "../rows/step-row.ts";

/** Why a call that waited for a person is not made. */
export type Refused = Exclude<CallDecision, { decision: "allow" }>;

/** The result that the model gets for a call that nobody allowed. It is an ordinary result, so the turn can continue. */
export function refusedResult({ state }: Pick<ToolRow, "state">, decision: Refused): string {
  const said = state === "unknown" ? NOT_KNOWN : sentences[decision.decision];
  const reason = "reason" in decision ? decision.reason : undefined;
  return reason === undefined ? said : `${said} Reason: ${reason}`;
}

const sentences: Record<Refused["decision"], string> = {
  deny: "A person did not allow this.",
  change: "A person did not allow this with these arguments, and changed them: see the call that follows.",
  expired: "Nobody allowed this in time.",
};
const NOT_KNOWN = "Whether this took effect is not known. It was not done again.";
