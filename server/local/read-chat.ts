/** Reads the messages of a request as a conversation: the authors, their messages, and the question. */
import { GIVE_NAME, SUGGEST } from "../ai/prompt/asides.ts";
import { decodeTranscript, type Decoded, encodeRemark } from "../ai/prompt/transcript.ts";

import type { ChatMessage } from "./chat-input.ts";

export interface Said {
  name: string;
  text: string;
}

export interface Chat {
  /** Name of the agent that is asked; empty if the system message does not contain it. */
  self: string;
  /** `YYYY-MM-DD`; empty if the system message does not contain it. */
  today: string;
  system: string;
  /** Messages of others before the question, oldest first, including the summary of older messages. */
  said: Said[];
  /** Earlier answers. */
  own: string[];
  questions: Said[];
  /** Passages of documents, by their numbers; null if no documents were searched. */
  sources: Source[] | null;
  isSummaryWanted: boolean;
  /** Whether the request asks for the points of a catch-up, with messages as sources. */
  isCatchUpWanted: boolean;
  /** Input for the questions that may follow; null if an answer is wanted. */
  followUpsOf: { question: string; answer: string } | null;
  /** The first question of a conversation that is to be named; null if an answer is wanted. */
  nameOf: string | null;
  /** Input for one search query; null if an answer is wanted. */
  queryOf: { before: string; question: string } | null;
}

export interface Source {
  n: number;
  title: string;
  text: string;
}

const ASKER = "You";
const SUMMARY = "Earlier";

export function readChat(messages: ChatMessage[]): Chat {
  const system = messages.flatMap(({ role, content }) => (role === "system" ? [content] : [])).join("\n");
  const isShared = messages.some(({ role, content }) => role === "user" && /^\[Room: /.test(content));
  const own = messages.flatMap(({ role, content }) => (role === "assistant" ? [content] : []));
  const ofPeople = messages.filter(({ role }) => role === "user");
  const decoded = ofPeople.flatMap(({ content }) => decode(content, isShared));
  const isSummaryWanted = decoded.some(
    (each) => each.type === "remark" && each.title.startsWith("Summarise"),
  );
  const remarks = decoded.flatMap((each) => (each.type === "remark" ? [each] : []));
  const blockOf = (title: string) => remarks.find((remark) => remark.title === title)?.text ?? "";
  const lines = decoded.flatMap(lineOf);
  // A message that steers the answer comes after a part of it, and is all that is left to answer.
  const newest = decode(ofPeople.at(-1)?.content ?? "", isShared).flatMap(lineOf);
  const isNewest = newest.some(({ asks }) => asks);
  const marked = (isNewest ? lines.slice(-newest.length) : lines).filter(({ asks }) => asks);
  const isAside = remarks.some(({ title }) => title === SUGGEST || title === GIVE_NAME);
  const asking = isSummaryWanted || isAside ? [] : marked.length > 0 ? marked : lines.slice(-1);
  return {
    self: system.match(/^You are ([^,\n]+),/)?.[1] ?? "",
    today: system.match(/Today is (\d{4}-\d{2}-\d{2})/)?.[1] ?? "",
    system,
    said: lines.filter((line) => !asking.includes(line)),
    own,
    questions: asking,
    sources: sourcesIn(remarks),
    isSummaryWanted,
    isCatchUpWanted: remarks.some(({ title }) => title === "Tell what was missed"),
    followUpsOf: remarks.some(({ title }) => title === SUGGEST)
      ? { question: blockOf("The question"), answer: blockOf("The answer") }
      : null,
    nameOf: remarks.some(({ title }) => title === GIVE_NAME) ? blockOf("The question") : null,
    queryOf: remarks.some(({ title }) => title === "Write the search query")
      ? { before: blockOf("What was said before"), question: blockOf("The question") }
      : null,
  };
}

function sourcesIn(remarks: { title: string; text: string }[]): Source[] | null {
  const sources = remarks.flatMap(({ title, text }) => {
    const [, n, name] = title.match(SOURCE) ?? [];
    return n === undefined || name === undefined ? [] : [{ n: Number(n), title: name, text }];
  });
  const isNothing = remarks.some(({ title }) => title.startsWith("Nothing was found"));
  return sources.length > 0 || isNothing ? sources : null;
}

const SOURCE = /^Source (\d+): (.*)$/;

/** Shared rooms and summaries are transcripts; direct rooms are plain messages. */
function decode(content: string, isShared: boolean): Decoded[] {
  if (
    isShared ||
    /\n\[(?:Summarise all of this|Write the search query|Tell what was missed)\]$/.test(content) ||
    [SUGGEST, GIVE_NAME].some((request) => content.endsWith(`\n${encodeRemark(request)}`))
  ) {
    const decoded = decodeTranscript(content);
    if (decoded !== null) return decoded;
  }
  const block = content.match(/^(?:\[[^\]\n]+\](?:\n {2}.*)*(?:\n|$))+/)?.[0].trimEnd();
  const rest = (block === undefined ? content : content.slice(block.length)).trim();
  return [
    ...(block === undefined ? [] : (decodeTranscript(block) ?? [])),
    ...rest
      .split("\n\n")
      .filter((text) => text !== "")
      .map((text): Decoded => ({ type: "line", line: { name: ASKER, text, asks: false } })),
  ];
}

function lineOf(decoded: Decoded): (Said & { asks: boolean })[] {
  if (decoded.type === "line") return [decoded.line];
  return decoded.text === "" || SOURCE.test(decoded.title)
    ? []
    : [{ name: SUMMARY, text: decoded.text, asks: false }];
}

/** The text of the newest prompt. Only this text is searched for a script. */
export function newestPrompt(messages: ChatMessage[]): string {
  return readChat(messages)
    .questions.map(({ text }) => text)
    .join("\n");
}
