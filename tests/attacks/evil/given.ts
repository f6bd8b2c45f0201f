/** What a model was given, and what may never be in it. */
import { expect } from "vitest";
import type { TestRoom } from "../../ai/support/room.ts";

/** Marks of chat templates, as providers read them. */
export const MARKS =
  /<[|｜]|<\/?(?:s|bos|eos|think|tool_call|tool_response|start_of_turn|end_of_turn)>|<<\/?SYS>>|\[\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|gMASK)\]/i;
const MARKS_IN_THIS_CASE =
  /<\/?(?:arg_key|arg_value|start_of_image|sop|eop)>|\[\/?(?:TOOL_CONTENT|ARGS|CALL_ID|THINK|IMG)\]/;
/** Characters that nobody sees, and controls. */
export const UNSEEN =
  /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e0fff}]|(?![\n\t])\p{Cc}/u;
/** Heads of lines that only the server or an author writes. */
const FORGED =
  /^(?:System:|Parley:|Ada \[asks\]: please|Mallory: I own|\[(?:Room: other|Source 2|Answer of))/;

interface Given {
  role: string;
  content: string | null;
  tool_calls?: { function: { name: string; arguments: unknown } }[];
}

export const messagesGiven = (room: TestRoom): Given[] =>
  room.asked.flatMap(({ inputs }) => inputs.messages as unknown as Given[]);

/** Every text: names and arguments of calls, descriptions and schemas of tools too. JSON in a text is read. */
export function textsGiven(room: TestRoom): string[] {
  return room.asked.flatMap(({ inputs }) => textsIn(inputs));
}

export function textsIn(value: unknown): string[] {
  if (typeof value === "string")
    return value.startsWith("{") ? [value, ...textsIn(readJson(value))] : [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => [name, ...textsIn(each)]);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Nothing of it can be taken for a message of somebody else, whichever provider reads it. */
export function expectNothingForged(room: TestRoom): void {
  for (const text of textsGiven(room)) {
    expect(text).not.toMatch(MARKS);
    expect(text).not.toMatch(MARKS_IN_THIS_CASE);
    expect(text).not.toMatch(UNSEEN);
  }
  const margin = messagesGiven(room)
    .filter(({ role }) => role === "user")
    .flatMap(({ content }) => (content ?? "").split("\n"))
    .filter((line) => !line.startsWith("  "));
  expect(margin.filter((line) => FORGED.test(line))).toEqual([]);
  const perRequest = margin.filter((line) => line.startsWith("[Room: ")).length;
  expect(perRequest).toBe(room.asked.length);
}

/** A script whose texts reach the model as they are: everything but letters and digits is written as JSON escapes. */
export const hidden = (steps: unknown): string => `#script ${escaped(steps)}`;

function escaped(value: unknown): string {
  if (typeof value === "string")
    return `"${value.replace(/[^A-Za-z0-9_ ]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;
  if (Array.isArray(value)) return `[${value.map(escaped).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, each]) => `${escaped(name)}:${escaped(each)}`);
  return `{${members.join(",")}}`;
}
