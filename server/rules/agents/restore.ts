import { AGENT_FIELDS, type AgentState, type LeftOut } from "../../../shared/api-agents.ts";
import type { LibraryId } from "../../../shared/ids.ts";

/** What there is now of what a version names. */
export interface StillThere {
  /** Whether nobody else has this name. */
  name: boolean;
  model: boolean;
  tools: readonly string[];
  libraries: readonly LibraryId[];
}

/**
 * What a version of an agent can be restored to, and what is left as it is because it is gone. Whether it is the default agent is no part
 * of this: another one is the default meanwhile.
 */
export function restored(
  { isDefault: _, ...earlier }: AgentState,
  there: StillThere,
): { change: Partial<AgentState>; left: LeftOut[] } {
  const { name, model, tools, libraries, ...rest } = earlier;
  const goneTools = without(tools, there.tools);
  const goneLibraries = without(libraries, there.libraries);
  const change = {
    ...rest,
    ...(there.name && { name }),
    ...(there.model && { model }),
    tools: tools?.filter((tool) => !goneTools.includes(tool)) ?? null,
    libraries: libraries?.filter((library) => !goneLibraries.includes(library)) ?? null,
  };
  const left: LeftOut[] = [
    { field: "name", values: there.name ? [] : [name] },
    { field: "model", values: there.model ? [] : [model] },
    { field: "tools", values: goneTools },
    { field: "libraries", values: goneLibraries },
  ];
  return { change, left: left.filter(({ values }) => values.length > 0) };
}

const without = <Value>(wanted: readonly Value[] | null, there: readonly Value[]): Value[] =>
  (wanted ?? []).filter((value) => !there.includes(value));

/** Whether a change changes anything. Missing fields stay. */
export function differs(
  before: AgentState,
  change: { [Field in keyof AgentState]?: AgentState[Field] | undefined },
): boolean {
  return AGENT_FIELDS.some(
    (field) => change[field] !== undefined && JSON.stringify(change[field]) !== JSON.stringify(before[field]),
  );
}
