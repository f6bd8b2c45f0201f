import type { Answer } from "../../../../shared/protocol/turns.ts";
import { t } from "../../../words/room-answers.ts";
import { didWith, toolName } from "../../../parts/tools/tool-words.ts";

/** What an open answer does now, in words. Null once it has ended. `hasText`: its first word is there. */
export function stateWords(answer: Answer, hasText: boolean): string | null {
  if (answer.state === "waiting") return t(isForProgram(answer) ? "waitingForProgram" : "waitingForDecision");
  if (answer.state !== "running") return null;
  const last = answer.steps?.at(-1);
  if (last?.type === "tool" && last.state !== "done") return t("using", { tool: toolName(last.tool) });
  if (hasText) return t("writing");
  const documents = answer.read?.documents ?? 0;
  // Reasoning comes after the model has read what it was given.
  return documents > 0 && last === undefined ? t("reading", { count: documents }) : t("thinking");
}

/** Whether nobody but the program that asked has to do something before the answer goes on. */
export function isForProgram({ steps = [] }: Answer): boolean {
  const states = steps.flatMap((step) => (step.type === "tool" ? [step.state] : []));
  return states.includes("outside") && !states.includes("waiting") && !states.includes("unknown");
}

/** What the model was given, as in "Read 3 documents and 42 messages"; empty if that is not known or was only the question. */
export function readWords({ read, prompts }: Answer): string {
  if (read === undefined) return "";
  const { documents, messages } = read;
  const isMore = messages > prompts.length;
  if (documents > 0 && isMore)
    return t("readBoth", {
      documents: t("documents", { count: documents }),
      messages: t("messages", { count: messages }),
    });
  if (documents > 0) return t("readDocuments", { count: documents });
  return isMore ? t("readMessages", { count: messages }) : "";
}

/** Reasoning and tool calls, as in "Searched messages, Read a web page · 3 steps". */
export function stepWords({ steps = [] }: Answer): string {
  const calls = steps.flatMap((step) => (step.type === "tool" ? [step] : []));
  if (steps.length === 0) return "";
  if (steps.every(({ type }) => type === "reasoning")) return t("reasoning");
  const did = [...new Set(calls.flatMap(({ tool, ok }) => (ok === true ? [didWith(tool)] : [])))];
  const count = t("steps", { count: steps.length });
  if (did.length === 0) return count;
  const few = did.length > MOST_TOOLS ? [...did.slice(0, MOST_TOOLS), "…"] : did;
  return `${few.join(", ")} · ${count}`;
}

/** In one line, before the others are left out. */
const MOST_TOOLS = 2;

/** Seconds between the question's turn and now or its end, as in "14 s"; empty for less than one. */
export function secondsWords(from: number, to: number): string {
  const seconds = Math.round((to - from) / 1_000);
  if (seconds < 1) return "";
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}

/** The model's own name in an id like `@cf/maker/model`. */
export const modelName = (id: string): string => id.slice(id.lastIndexOf("/") + 1);
