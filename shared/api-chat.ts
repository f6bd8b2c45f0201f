/** Chats over HTTP: questions to an agent, below `/api/v1` and at the short addresses `/api/chat…`. The rules are CHAT-… in `docs/protocol/chat.md`. */
import type { AgentId, RoomId, TurnId, UserId } from "./ids.ts";
import type { Citation } from "./knowledge.ts";
import type { Seq } from "./protocol/seq.ts";
import type { EndState, TurnReason, Usage } from "./protocol/turns.ts";

/** Body of `POST /chat`, as a program asks. The answer is ChatAnswer, or with `stream` the AI SDK's UI message stream. */
export interface AskChat {
  message: string;
  /** The id of a room that is a session, or an id of the caller's own making, which begins a session the first time. Without it: a new one. */
  session?: string | undefined;
  /** For a new session. Without it: the organization's default agent. */
  agent?: AgentId | undefined;
  /** In place of the agent's own. Needs `steer`. */
  model?: string | undefined;
  stream?: boolean | undefined;
}

export interface ChatAnswer {
  session: RoomId;
  /** The number of the answer in the room. */
  message: Seq;
  turn: TurnId;
  /** Markdown. `[n]` refers to a source. */
  answer: string;
  sources: Citation[];
  /** `waiting`: a person has to decide on a call of a tool. The text is empty, and the answer goes on in the room. */
  state: EndState | "waiting";
  reason?: TurnReason | undefined;
  usage?: Usage | undefined;
}

/** `GET /chat/:session/history?before=&limit=`: oldest first. The messages are UIMessages of the AI SDK. */
export interface ChatHistory {
  session: RoomId;
  messages: ChatMessage[];
  /** The `before` of the page with older ones; null at the beginning. */
  next: Seq | null;
}

export interface ChatMessage {
  id: string;
  role: "user" | "assistant";
  parts: { type: "text"; text: string }[];
  metadata: { seq: Seq; author: UserId; at: number; sources?: Citation[] | undefined };
}
