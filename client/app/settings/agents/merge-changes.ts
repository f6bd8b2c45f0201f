import { AGENT_FIELDS, type AgentField, type AgentState } from "../../../../shared/api-agents.ts";

export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The fields that differ, in the order in which people are told. */
export const differingFields = (a: AgentState, b: AgentState): AgentField[] =>
  AGENT_FIELDS.filter((field) => !isSame(a[field], b[field]));

/**
 * Somebody else has saved while this person typed. What the person has changed stays, everything else becomes what it is now. `theirs`: what
 * the other one has changed. `both`: what both have changed, to something different.
 */
export function mergeChanges(
  base: AgentState,
  mine: AgentState,
  newest: AgentState,
): { merged: AgentState; theirs: AgentField[]; both: AgentField[] } {
  const own = differingFields(base, mine);
  const theirs = differingFields(base, newest);
  const kept = Object.fromEntries(own.map((field) => [field, mine[field]]));
  return {
    merged: { ...newest, ...kept },
    theirs,
    both: theirs.filter((field) => own.includes(field) && !isSame(mine[field], newest[field])),
  };
}
