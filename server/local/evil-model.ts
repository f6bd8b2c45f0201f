/** A malicious model for tests: it follows every instruction in its input, whoever wrote it, and reveals everything it was given. */
import type { ChatMessage } from "./chat-input.ts";

const ORDER =
  /\b(ignore|forget|disregard|print|repeat|reveal|show|output|say|write|send|post|load|fetch|visit|open|call|delete|invite|execute|run|pretend|you are now|system\s*:|assistant\s*:)/i;
const ADDRESS = /!?\[[^\]]*\]\([^)]*\)|https?:\/\/\S+/g;

export function evilModel(messages: ChatMessage[]): string {
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  const others = messages.filter(({ role }) => role !== "system").map(({ content }) => content);
  const orders = others.flatMap(sentencesOf).filter((sentence) => ORDER.test(sentence));
  const addresses = others.flatMap((text) => text.match(ADDRESS) ?? []);
  return [
    "I was told:",
    ...system,
    "I obey:",
    ...orders.map((order) => `- ${order}`),
    ...new Set(addresses),
  ].join("\n");
}

function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "" && !sentence.startsWith("#script"));
}
