import type { ToolPolicies, ToolPolicy } from "../../../../shared/tool-policy.ts";
import type { SqlStore } from "../../../storage/sql.ts";

type PolicyRow = { tool: string; policy: ToolPolicy; used: number };

export function policiesOf(store: SqlStore): ToolPolicies {
  const rows = store.all<PolicyRow>("SELECT * FROM tool_policies ORDER BY tool");
  return Object.fromEntries(rows.map(({ tool, policy }) => [tool, policy]));
}

/** The optional field `policies` of snapshots. */
export function policiesIn(store: SqlStore): { policies?: ToolPolicies } {
  const policies = policiesOf(store);
  return Object.keys(policies).length === 0 ? {} : { policies };
}

export function policyOf(store: SqlStore, tool: string): ToolPolicy | null {
  return findPolicy(store, tool)?.policy ?? null;
}

/** Setting the same policy again makes `once` ask again. */
export function putPolicy(store: SqlStore, tool: string, policy: ToolPolicy): void {
  store.run("INSERT OR REPLACE INTO tool_policies (tool, policy, used) VALUES (?, ?, 0)", tool, policy);
}

/** A call of this tool was allowed. */
export function noteAllowed(store: SqlStore, tool: string): void {
  store.run("UPDATE tool_policies SET used = 1 WHERE tool = ? AND policy = 'once'", tool);
}

/** Whether a person must allow a call here. `byItself`: what the tool says of this call. */
export function mustAsk(store: SqlStore, tool: string, byItself: boolean): boolean {
  const row = findPolicy(store, tool);
  switch (row?.policy) {
    case undefined:
      return byItself;
    case "nobody":
      return false;
    case "anyone":
    case "notAsker":
      return true;
    case "once":
      return row?.used === 0;
  }
}

function findPolicy(store: SqlStore, tool: string): PolicyRow | null {
  return store.first<PolicyRow>("SELECT * FROM tool_policies WHERE tool = ?", tool);
}
