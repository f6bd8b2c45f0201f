/** Runs the model's tool calls. Each call is stored before it has an effect, and no call runs after the turn has ended. */
import { MAX_TOOL_NAME } from "../../../shared/limits.ts";
import type { CallId } from "../../../shared/protocol/steps.ts";
import type { Json } from "../../../shared/protocol/json.ts";
import type { ProgramTool } from "../../../shared/protocol/program.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Attempt, AttemptPorts, NewCall, StoredCall } from "../contract/attempt.ts";
import type { Tool } from "../contract/tool.ts";
import { boundedResult, callTool } from "../tools/call-tool.ts";
import type { Heard } from "./answer-end.ts";
import { argsProblem, tooLong } from "./args-problem.ts";
import type { Answering, ModelCall } from "./answering.ts";
import { misfit } from "../tools/fits-schema.ts";

const ABORTED: Heard = { type: "over", over: "aborted" };

/** Null: all calls have a result, and the model can be asked again. */
export async function runCalls(answering: Answering, calls: readonly ModelCall[]): Promise<Heard | null> {
  const waiting: CallId[] = [];
  for (const { tool: name, args } of calls) {
    const fitting = check(answering, name, args);
    const wanted = stateOf(answering, fitting, args);
    const isHopeless = wanted === "waiting" && !answering.ports.canBeAllowed();
    const checked = isHopeless ? { problem: NOBODY } : fitting;
    const kept = "tooLong" in checked ? {} : args;
    const state = isHopeless ? "called" : wanted;
    const opened = answering.ports.call({ tool: keptName(name), args: kept, state });
    if (opened === null) return ABORTED;
    if (opened.waits) waiting.push(opened.call);
    else if ("problem" in checked) {
      answering.ports.result({ call: opened.call, ok: false, result: boundedResult(checked.problem) });
    } else if ("tool" in checked) {
      const over = await run(answering, opened.call, checked.tool, args);
      if (over !== null) return over;
    }
  }
  return waiting.length === 0 ? null : { type: "waiting", calls: waiting };
}

/** Completes the unfinished calls of earlier attempts before the model is asked again. */
export async function resumeCalls(answering: Answering): Promise<Heard | null> {
  const waiting: CallId[] = [];
  for (const stored of answering.ports.calls()) {
    const next = nextFor(stored, answering);
    switch (next.type) {
      case "nothing":
        break;
      case "ask":
        waiting.push(stored.call);
        if (stored.state === "called") answering.ports.leaveToPerson(stored.call);
        break;
      case "fail":
        if (!answering.ports.repeat(stored.call)) return ABORTED;
        answering.ports.result({ call: stored.call, ok: false, result: boundedResult(next.problem) });
        break;
      case "run": {
        if (!answering.ports.repeat(stored.call)) return ABORTED;
        const over = await run(answering, stored.call, next.tool, stored.args);
        if (over !== null) return over;
        break;
      }
    }
  }
  return waiting.length === 0 ? null : { type: "waiting", calls: waiting };
}

type Next =
  | { type: "nothing" | "ask" }
  | { type: "run"; tool: Tool }
  /** The call can no longer be made: a newer version of the app lacks the tool or has another schema. */
  | { type: "fail"; problem: string };

/** Decides what happens to an unfinished call of an earlier attempt (STEP-4). */
function nextFor({ state, tool: name, args }: StoredCall, answering: Answering): Next {
  if (state === "done") return { type: "nothing" };
  if (state === "waiting" || state === "unknown" || state === "outside") return { type: "ask" };
  const checked = check(answering, name, args);
  if ("problem" in checked) return { type: "fail", problem: checked.problem };
  // It was a call of the agent's own tool, and a program's tool of the same name must not take its place.
  if ("outside" in checked) return { type: "fail", problem: NO_TOOL };
  const { tool } = checked;
  return state === "called" && tool.repeat === "never" ? { type: "ask" } : { type: "run", tool };
}

const NO_TOOL = "There is no such tool.";
const NOBODY = "Somebody would have to allow this, and nobody here can. It was not done.";

/** A model can invent any text as a name. What no tool can be called is not kept: people and models are shown it. */
function keptName(name: string): string {
  return TOOL_NAME.test(name) ? name : "unknown_tool";
}

const TOOL_NAME = new RegExp(`^[A-Za-z0-9_-]{1,${MAX_TOOL_NAME}}$`);

type Checked = { tool: Tool } | { outside: ProgramTool } | { problem: string; tooLong?: true };

function check({ callable, outside }: Answering, name: string, args: Json): Checked {
  const long = tooLong(args);
  if (long !== null) return { problem: long, tooLong: true };
  const tool = callable.find((each) => each.name === name);
  if (tool !== undefined) {
    const problem = argsProblem(tool, args);
    return problem === null ? { tool } : { problem };
  }
  const ofProgram = outside.find((each) => each.name === name);
  if (ofProgram === undefined) return { problem: NO_TOOL };
  const problem = misfit(args, ofProgram.parameters);
  return problem === null
    ? { outside: ofProgram }
    : { problem: `The arguments do not fit the tool. ${problem}` };
}

/** Call it in the same synchronous step that stores the call, so that a policy that was changed applies to it or to the next one. */
function stateOf({ place, ports }: Answering, checked: Checked, args: Json): NewCall["state"] {
  if ("outside" in checked) return "outside";
  if ("problem" in checked) return "called";
  const { tool } = checked;
  const byItself = tool.asks(args, place);
  const isBound = byItself && tool.isBound === true;
  return isBound || ports.mustAsk(tool.name, byItself) ? "waiting" : "called";
}

/** Null: the call has a result. */
async function run(answering: Answering, call: CallId, tool: Tool, args: unknown): Promise<Heard | null> {
  const { attempt, cite, deadline, place, ports, usageMeter } = answering;
  const { turn, agent } = attempt;
  const { builtOn, env, now } = ports;
  const asked = () => askedIn(attempt, ports);
  const made = { ...place, env, key: call, turn, agent, asked, now, cite, builtOn, signal: deadline.signal };
  const answered = await deadline.wait(callTool(tool, args, made));
  if ("over" in answered) return { type: "over", over: answered.over };
  const { ok, result, cost = 0 } = answered.done;
  usageMeter.besides(cost);
  ports.result({ call, ok, result, cost });
  return null;
}

/**
 * The message in which the asker said what the model acts on: the newest that steers the answer, or else the newest prompt. Null if that one
 * is gone, or is somebody else's.
 */
function askedIn({ prompts, asker }: Attempt, { context: { before }, steering }: AttemptPorts): Seq | null {
  const steered = steering().at(-1)?.message;
  if (steered !== undefined) return steered.author.id === asker ? steered.seq : null;
  const own = prompts.flatMap((seq) => before(seq + 1, 1).filter((message) => message.seq === seq));
  const shown = own.filter(({ author, hidden }) => author.id === asker && hidden === null);
  return shown.at(-1)?.seq ?? null;
}
