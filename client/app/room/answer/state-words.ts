import type { Answer } from "../../../../shared/protocol/turns.ts";
import { plural } from "../../../ui/format.ts";

/** What an open answer does now, in words. Null once it has ended. `hasText`: its first word is there. */
export function stateWords(answer: Answer, hasText: boolean): string | null {
  if (answer.state === "waiting") return "Waiting for a decision";
  if (answer.state !== "running") return null;
  const last = answer.steps?.at(-1);
  if (last?.type === "tool" && last.state !== "done") return `Using ${last.tool}`;
  if (hasText) return "Writing";
  const documents = answer.read?.documents ?? 0;
  // Reasoning comes after the model has read what it was given.
  return documents > 0 && last === undefined
    ? `Reading ${plural(documents, "document", "documents")}`
    : "Thinking";
}

/** What the model was given, as in "Read 3 documents and 42 messages"; empty if that is not known or was only the question. */
export function readWords({ read, prompts }: Answer): string {
  if (read === undefined) return "";
  const { documents, messages } = read;
  const isMore = messages > prompts.length;
  const parts = [
    ...(documents > 0 ? [plural(documents, "document", "documents")] : []),
    ...(isMore ? [plural(messages, "message", "messages")] : []),
  ];
  return parts.length === 0 ? "" : `Read ${parts.join(" and ")}`;
}

/** Reasoning and tool calls, as in "Reasoning, 2 calls". */
export function stepWords({ steps = [] }: Answer): string {
  const calls = steps.filter(({ type }) => type === "tool").length;
  if (steps.length === 0) return "";
  if (calls === 0) return "Reasoning";
  const made = plural(calls, "call", "calls");
  return calls === steps.length ? made : `Reasoning, ${made}`;
}

/** Seconds between the question's turn and now or its end, as in "14 s"; empty for less than one. */
export function secondsWords(from: number, to: number): string {
  const seconds = Math.round((to - from) / 1_000);
  if (seconds < 1) return "";
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}

/** The model's own name in an id like `@cf/maker/model`. */
export const modelName = (id: string): string => id.slice(id.lastIndexOf("/") + 1);
