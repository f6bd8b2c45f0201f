/** The definition of a tool that an agent or a program may call. */
import type * as z from "zod";
import type { AgentId, LibraryId, OrganizationId, RoomId, TurnId, UserId } from "../../../shared/ids.ts";
import type { Capability, RoomKind, Scopes } from "../../../shared/permissions.ts";
import type { Touches } from "../../../shared/api-tools.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { JsonObject } from "../../../shared/protocol/json.ts";
import type { CallId } from "../../../shared/protocol/steps.ts";
import type { Passage } from "../../bindings/chunk.ts";
import type { Env } from "../../bindings/env.ts";

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
  /** The JSON Schema that a model is told, if it does not follow from `schema`. */
  parameters?: JsonObject;
  repeat: Repeat;
  /** The capability that who asks must have where the tool is called. */
  needs: Capability;
  touches: Touches;
  /** Whether it is offered there. Missing: everywhere. */
  isOffered?: (place: ToolPlace) => boolean;
  /** Whether a person must allow this call, if no policy of the room says otherwise. */
  asks: (args: unknown, place: ToolPlace) => boolean;
  /** A policy of the room cannot take the question away: whoever allowed the tool for the organization wants each call to be asked for. */
  isBound?: true;
  /** It reads the room in which it is called. */
  readsRoom?: true;
  /** Called with valid arguments. An error that it throws is a bug; its message is not given to the model. */
  run: (args: unknown, call: ToolCall) => Promise<ToolAnswer>;
}

/** Where a tool is called, and for whom. */
export interface ToolPlace {
  organization: OrganizationId;
  /** Null: a program calls the tool outside of any room. */
  room: { id: RoomId; kind: RoomKind } | null;
  /** Whose question or request it is. A tool shows nothing that this person may not see. */
  asker: UserId;
  /** What the access of who asks may use at most of what the person may. */
  scopes: Scopes;
  /** The agent's own list of libraries, of which it uses those that allow it. Null: all of them. */
  libraries: readonly LibraryId[] | null;
  /** Everyone who reads the result: the human members of the room, or who called. */
  people: () => readonly UserId[];
  /** Whether a person has written exactly this in a message that the model was given. */
  isWritten: (text: string) => boolean;
}

export interface ToolCall extends ToolPlace {
  env: Env;
  /** The same for every repetition of a call. `keyed` tools use it to have their effect only once. */
  key: CallId | string;
  /** Null: no answer of an agent is being written. */
  turn: TurnId | null;
  agent: AgentId | null;
  /** The newest message of who asks that is answered, as long as models may be given it. Null: there is none. */
  asked: () => Seq | null;
  /** Server clock, milliseconds. */
  now: () => number;
  /** Adds these passages to the sources of the answer. Returns them as text for the model, with their numbers. */
  cite: (passages: readonly Passage[]) => string;
  /** Whoever may not read one of these libraries does not see the answer: earlier answers that the tool returns are built on them. */
  builtOn: (libraries: readonly LibraryId[]) => void;
  /** Aborted when the result is no longer needed. */
  signal: AbortSignal;
  /** An agent is tried: nothing may be stored. */
  isTrial?: true;
}

/** `ok`: whether the tool succeeded. The model receives `result` in both cases. */
export interface ToolAnswer {
  ok: boolean;
  result: string;
  /** What the call cost, millionths of a US dollar. Missing: nothing. */
  cost?: number;
}

const never = (): boolean => false;

/** Defines a tool with typed arguments. Without `asks`, no call needs a person's permission. */
export function defineTool<Args>(
  tool: Omit<Tool, "schema" | "asks" | "run"> & {
    schema: z.ZodType<Args>;
    asks?: (args: Args, place: ToolPlace) => boolean;
    run: (args: Args, call: ToolCall) => Promise<ToolAnswer>;
  },
): Tool {
  const { schema, asks, run } = tool;
  return {
    ...tool,
    asks: asks === undefined ? never : (args, place) => asks(schema.parse(args), place),
    run: async (args, call) => run(schema.parse(args), call),
  };
}
