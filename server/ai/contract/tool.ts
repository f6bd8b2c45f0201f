/** Something that an agent may do. */
import type * as z from "zod";
import type { AgentId, OrganizationId, RoomId, TurnId, UserId } from "../../../shared/ids.ts";
import type { CallId } from "../../../shared/protocol/steps.ts";

/**
 * What becomes of a call whose result was lost when the server died. `safe`: it only reads, so it is made again. `keyed`: it is made
 * again with the same key, and has one effect for one key. `never`: a person decides.
 */
export type Repeat = "safe" | "keyed" | "never";

export interface Tool {
  /** As the model calls it: letters, digits and underscores. */
  name: string;
  /** For the model: what it does, and when to use it. */
  description: string;
  /** Of its arguments: an object. */
  schema: z.ZodType;
  repeat: Repeat;
  /** Whether a person has to allow each call. */
  asks: boolean;
  /** Called with arguments of the schema. What is thrown is a bug, and the model is told no word of it. */
  run: (args: unknown, call: ToolCall) => Promise<ToolAnswer>;
}

export interface ToolCall {
  /** The same however often a call is made: with it, `keyed` tools have their effect once. */
  key: CallId;
  organization: OrganizationId;
  room: RoomId;
  turn: TurnId;
  agent: AgentId;
  asker: UserId;
  /** Aborted when nobody waits for the result any more. */
  signal: AbortSignal;
}

/** `ok`: it did what was asked. Either way the model reads `result`. */
export interface ToolAnswer {
  ok: boolean;
  result: string;
}

/** A tool whose arguments have a type. */
export function defineTool<Args>(
  tool: Omit<Tool, "schema" | "run"> & {
    schema: z.ZodType<Args>;
    run: (args: Args, call: ToolCall) => Promise<ToolAnswer>;
  },
): Tool {
  return { ...tool, run: async (args, call) => tool.run(tool.schema.parse(args), call) };
}
