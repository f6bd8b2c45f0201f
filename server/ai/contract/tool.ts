/** The definition of a tool that an agent may call. */
import type * as z from "zod";
import type { AgentId, OrganizationId, RoomId, TurnId, UserId } from "../../../shared/ids.ts";
import type { CallId } from "../../../shared/protocol/steps.ts";

/**
 * What happens to a call whose result was lost in a server crash. `safe`: the tool only reads, so the call is repeated. `keyed`: the
 * call is repeated with the same key, and the tool has only one effect for each key. `never`: a person decides.
 */
export type Repeat = "safe" | "keyed" | "never";

export interface Tool {
  /** The name that the model uses: letters, digits and underscores. */
  name: string;
  /** For the model: what the tool does, and when to use it. */
  description: string;
  /** The schema of the arguments, which are an object. */
  schema: z.ZodType;
  repeat: Repeat;
  /** Whether a person must allow each call. */
  asks: boolean;
  /** Called with valid arguments. An error that it throws is a bug; its message is not given to the model. */
  run: (args: unknown, call: ToolCall) => Promise<ToolAnswer>;
}

export interface ToolCall {
  /** The same for every repetition of a call. `keyed` tools use it to have their effect only once. */
  key: CallId;
  organization: OrganizationId;
  room: RoomId;
  turn: TurnId;
  agent: AgentId;
  asker: UserId;
  /** Aborted when the result is no longer needed. */
  signal: AbortSignal;
}

/** `ok`: whether the tool succeeded. The model receives `result` in both cases. */
export interface ToolAnswer {
  ok: boolean;
  result: string;
}

/** Defines a tool with typed arguments. */
export function defineTool<Args>(
  tool: Omit<Tool, "schema" | "run"> & {
    schema: z.ZodType<Args>;
    run: (args: Args, call: ToolCall) => Promise<ToolAnswer>;
  },
): Tool {
  return { ...tool, run: async (args, call) => tool.run(tool.schema.parse(args), call) };
}
