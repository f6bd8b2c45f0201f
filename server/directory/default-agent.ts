import type { Agent } from "../../shared/api.ts";

/** Defaults for the fields of an agent. */
export const PLAIN_AGENT = {
  face: "🤖",
  instructions: "",
  model: "auto",
  temperature: 0.7,
  greeting: "",
  starters: [],
  tools: null,
  libraries: null,
  memory: true,
  isDefault: false,
  version: 1,
  changedBy: null,
  changedAt: null,
} satisfies Omit<Agent, "id" | "name">;

/** The agent that every new organization gets. Older organizations got it by migration 0004. */
export const DEFAULT_AGENT = {
  ...PLAIN_AGENT,
  name: "Parley",
  face: "🦜",
  instructions:
    "You are Parley, a member of this conversation. Answer what you are asked, in the language of the question: first the " +
    "answer, then what it rests on, briefly. Say so when you do not know or have to guess, and ask back when a question " +
    "could mean two things. Use Markdown where it helps the eye.",
  greeting: "Hello, I'm Parley. What would you like to know?",
  starters: [
    "What can you help me with?",
    "Help me plan a project, step by step.",
    "Draft an announcement for my team.",
    "Explain a subject that I name, from the beginning.",
  ],
  isDefault: true,
} satisfies Omit<Agent, "id">;
