import { makeId } from "../../../shared/ids.ts";
import type { AgentId, TurnId } from "../../../shared/ids.ts";
import type { ContextReceipt } from "../../../shared/protocol/turns.ts";

export const parley: AgentId = makeId("agent", (bytes) => bytes.fill(8));
export const turn: TurnId = makeId("turn", (bytes) => bytes.fill(8));

/** A context receipt as a room would send it. */
export const receipt: ContextReceipt = {
  turn,
  attempt: 1,
  agent: { id: parley, name: "Parley", version: 1 },
  model: "small",
  task: "small",
  routing: "A short question.",
  temperature: 0.3,
  messages: [],
  summary: null,
  leftOut: [],
  tokens: 0,
  budget: 12_000,
};
