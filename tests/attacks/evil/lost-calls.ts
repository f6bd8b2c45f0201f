/** What is left of an earlier attempt, and what the next one does with it. */
import type { StoredCall } from "../../../server/ai/contract/attempt.ts";

export interface LostCall {
  name: string;
  call: Pick<StoredCall, "tool" | "args" | "state"> & Partial<StoredCall>;
  made: string[];
  /** The state afterwards. */
  state: StoredCall["state"];
  result?: string;
  /** Whether a person has to decide before a model is asked again. */
  waits: boolean;
}

const go = { text: "go" };
const NO_TOOL = "There is no such tool.";
const NO_FIT = "The arguments do not fit the tool.";

export const LOST_CALLS: LostCall[] = [
  {
    name: "a reading call without a result",
    call: { tool: "echo_safe", args: go, state: "called" },
    made: ["go"],
    state: "done",
    result: "echo: go",
    waits: false,
  },
  {
    name: "a keyed call without a result",
    call: { tool: "echo_keyed", args: go, state: "called" },
    made: ["go"],
    state: "done",
    result: "echo: go",
    waits: false,
  },
  {
    name: "a call that must not be repeated, without a result",
    call: { tool: "echo_never", args: go, state: "called" },
    made: [],
    state: "unknown",
    waits: true,
  },
  {
    name: "a call of which a person must say whether it took effect",
    call: { tool: "echo_never", args: go, state: "unknown" },
    made: [],
    state: "unknown",
    waits: true,
  },
  {
    name: "a reading call of which a person must say it",
    call: { tool: "echo_safe", args: go, state: "unknown" },
    made: [],
    state: "unknown",
    waits: true,
  },
  {
    name: "a call that nobody has allowed yet",
    call: { tool: "echo_asks", args: go, state: "waiting" },
    made: [],
    state: "waiting",
    waits: true,
  },
  {
    name: "a call that waits, of a tool that asks no more",
    call: { tool: "echo_safe", args: go, state: "waiting" },
    made: [],
    state: "waiting",
    waits: true,
  },
  {
    name: "a call that was allowed",
    call: { tool: "echo_asks", args: go, state: "allowed" },
    made: ["go"],
    state: "done",
    result: "echo: go",
    waits: false,
  },
  {
    name: "a call that was allowed and must not be repeated",
    call: { tool: "echo_never", args: go, state: "allowed" },
    made: ["go"],
    state: "done",
    result: "echo: go",
    waits: false,
  },
  {
    name: "an allowed call of a tool that is gone",
    call: { tool: "gone", args: go, state: "allowed" },
    made: [],
    state: "done",
    result: NO_TOOL,
    waits: false,
  },
  {
    name: "an allowed call whose arguments fit no more",
    call: { tool: "echo_asks", args: { text: 1 }, state: "allowed" },
    made: [],
    state: "done",
    result: NO_FIT,
    waits: false,
  },
  {
    name: "an allowed call with the name of a program's tool",
    call: { tool: "theirs", args: go, state: "allowed" },
    made: [],
    state: "done",
    result: NO_TOOL,
    waits: false,
  },
  {
    name: "a lost call with the name of a program's tool",
    call: { tool: "theirs", args: go, state: "called" },
    made: [],
    state: "done",
    result: NO_TOOL,
    waits: false,
  },
  {
    name: "a lost call of a tool that a model has made up",
    call: { tool: "unknown_tool", args: go, state: "called" },
    made: [],
    state: "done",
    result: NO_TOOL,
    waits: false,
  },
  {
    name: "a call that the program makes",
    call: { tool: "theirs", args: go, state: "outside" },
    made: [],
    state: "outside",
    waits: true,
  },
  {
    name: "a call that was refused",
    call: { tool: "echo_asks", args: go, state: "done", result: "A person did not allow this." },
    made: [],
    state: "done",
    result: "A person did not allow this.",
    waits: false,
  },
  {
    name: "a call with its result",
    call: { tool: "echo_never", args: go, state: "done", ok: true, result: "echo: go" },
    made: [],
    state: "done",
    result: "echo: go",
    waits: false,
  },
];
