/** Runs the conversation with the model: requests and tool calls alternate until the model has answered. */
import { MAX_TOOL_CALLS } from "../../../shared/limits.ts";
import { openOutput, worst } from "./answer-output.ts";
import { endOf, type Heard } from "./answer-end.ts";
import type { AttemptEnd } from "../contract/attempt.ts";
import { costOf, GUARD } from "../model/cost.ts";
import { EMPTY } from "./failures.ts";
import { askGuard, type Checked, type Verdict } from "../model/moderation.ts";
import { AnswerFilter } from "./answer-filter.ts";
import type { Answering, Outputs } from "./answering.ts";
import { RULES } from "../prompt/prompt.ts";
import { withSteering } from "../prompt/steering.ts";
import { plainName } from "../prompt/transcript.ts";
import { estimateTokens } from "../prompt/tokens.ts";
import { heardOf, listen } from "./listen.ts";
import { pay } from "./pay.ts";
import { ReasoningOutput } from "./reasoning-output.ts";
import { resumeCalls, runCalls } from "./run-calls.ts";

export async function answer(answering: Answering): Promise<AttemptEnd> {
  const { policy, ports, asked, given, usageMeter, spendingGrant } = answering;
  const check = (checked: Checked) => askAndPay(answering, checked);
  const said = ports.said();
  const output = openOutput(policy, { say: ports.text, to: asked, check, said });
  const outputs: Outputs = {
    answer: new AnswerFilter(output, {
      given,
      length: said.length,
      name: plainName(answering.context.receipt.agent.name),
      rules: RULES,
      // Only where the answer itself was cut, and not after a call.
      continues: said.length === answering.attempt.taken ? said : "",
    }),
    reasoning: new ReasoningOutput(policy, { say: ports.reasoning, to: asked, check }),
  };
  const { heard, finding } = await finish(await converse(answering, outputs), outputs);
  return endOf(heard, finding, { ...usageMeter.usage, ...spendingGrant.budgetShare });
}

/** Repeats a model request and its tool calls until the model makes no more calls. */
async function converse(answering: Answering, outputs: Outputs): Promise<Heard> {
  const unfinished = await resumeCalls(answering);
  if (unfinished !== null) return unfinished;
  for (;;) {
    takeSteering(answering);
    const left = MAX_TOOL_CALLS - answering.ports.calls().length;
    const listened = await listen(answering, outputs, left > 0);
    if (listened.type === "again") continue;
    if (listened.type === "finished" && answering.ports.isSteered()) {
      // The answer goes on in a new paragraph, and its text so far is sent first.
      const stopped = heardOf(await outputs.answer.end()) ?? (await pay(answering));
      if (stopped !== null) return stopped;
      continue;
    }
    if (listened.type !== "called") return listened;
    // Text before a call is sent before the call is stored, so that the step contains the complete text.
    const called =
      heardOf(await outputs.answer.end()) ?? (await runCalls(answering, listened.calls.slice(0, left)));
    const next = called ?? (await pay(answering));
    if (next !== null) return next;
  }
}

/** Takes in the messages that wait to steer the answer. The receipt names them. */
function takeSteering({ ports, context }: Answering): void {
  if (!ports.isSteered()) return;
  ports.takeSteering();
  context.receipt = withSteering(context.receipt, ports.steering());
  ports.receipt(context.receipt);
}

/** Sends the rest of an answer, and returns its verdict. */
async function finish(
  heard: Heard,
  { answer, reasoning }: Outputs,
): Promise<{ heard: Heard; finding: Verdict }> {
  if (heard.type === "failure" || heard.type === "over" || heard.type === "refused") {
    return { heard, finding: answer.finding };
  }
  const last = heardOf(await answer.end());
  const finding = worst([answer.finding, await reasoning.end()]);
  if (last?.type === "refused") return { heard: last, finding };
  if (heard.type === "budget" || heard.type === "waiting" || heard.type === "filtered")
    return { heard, finding };
  return { heard: answer.isEmpty ? withoutText(heard) : (last ?? heard), finding };
}

/** A model that reasoned to its limit is not one that had nothing to say. */
function withoutText(heard: Heard): Heard {
  const isSpent = heard.type === "length" || heard.type === "only_reasoning";
  return isSpent ? { type: "only_reasoning" } : { type: "failure", failure: EMPTY };
}

function askAndPay({ deps, usageMeter }: Answering, checked: Checked): Promise<Verdict> {
  const read = checked.type === "answer" ? checked.to + checked.text : checked.text;
  usageMeter.besides(costOf(GUARD, GUARD.frame + estimateTokens(read), GUARD.answer));
  return askGuard(deps.ai, checked, { gateway: deps.gateway, timeout: deps.limits.check });
}
