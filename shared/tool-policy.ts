/** Who has to allow the calls of a tool in a room. */

/**
 * `nobody`: they are made without asking. `anyone`: anyone with `approve` decides. `notAsker`: so they do, but not on what they asked for
 * themselves. `once`: the first call that somebody allows is the last one that is asked for.
 */
export type ToolPolicy = "nobody" | "anyone" | "notAsker" | "once";

export const TOOL_POLICIES: readonly ToolPolicy[] = ["nobody", "anyone", "notAsker", "once"];

/** The policies of a room, by the name of the tool. For a tool that is missing here, the tool itself says when it asks. */
export type ToolPolicies = Readonly<Record<string, ToolPolicy>>;
