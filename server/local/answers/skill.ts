import type { Chat, Said } from "../read-chat.ts";

/** Answers one kind of question in Markdown, or returns null for other questions. */
export type Skill = (question: Said, chat: Chat) => string | null;

export const LOCAL_MODEL_NOTE =
  "I am the local stand-in: I find and quote what was said here, count and calculate, and know nothing else. " +
  "To answer with a real model, start Parley with `LOCAL_AI_URL` and `LOCAL_AI_MODEL` set to any OpenAI-compatible server.";

/** One line of limited length, in UTF-16 units. */
export function excerpt(text: string, length = 280): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= length ? line : `${line.slice(0, length).replace(/\s+\S*$/, "")} …`;
}

export function quote({ name, text }: Said): string {
  return `**${name}**: “${excerpt(text)}”`;
}

export function bullets(lines: string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}
