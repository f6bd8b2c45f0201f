/** What is remembered, as a model gets it: material in lines of our own, which no fact can end. */
import { isVisitorId } from "../../../shared/ids.ts";
import { MAX_MEMORY_TOKENS } from "../../../shared/limits.ts";
import type { Memory, MemoryScope } from "../../../shared/memory.ts";
import type { ContextReceipt } from "../../../shared/protocol/turns.ts";
import { type MemoryPlace, ofOrganization, ofPerson, ofRoom } from "../../memory/place.ts";
import type { ToolPlace } from "../contract/tool.ts";
import { estimateTokens } from "./tokens.ts";
import { encodeBlock, plainName } from "./transcript.ts";

type Here = Pick<ToolPlace, "organization" | "room" | "asker" | "people">;

/**
 * The places whose facts everyone may read who reads the answer. What is remembered about a person is among them only where nobody else reads
 * now or later: in a direct room with an agent. Sessions and groups can be opened to others. Visitors read no memory.
 */
export function placesReadBy({ organization, room, asker, people }: Here): MemoryPlace[] {
  const readers = people();
  if (room?.kind === "support" || isVisitorId(asker) || readers.some(isVisitorId)) return [];
  const isAlone = readers.length === 1 && readers[0] === asker;
  const isPrivate = isAlone && (room === null || room.kind === "direct");
  return [
    ...(isPrivate ? [ofPerson(organization, asker)] : []),
    ...(room === null ? [] : [ofRoom(organization, room.id)]),
    ofOrganization(organization),
  ];
}

export interface GivenMemories {
  memories: Memory[];
  text: string;
}

/** The first of these facts that fit into `most` estimated tokens. Null if there are none. */
export function fitMemories(memories: readonly Memory[], most = MAX_MEMORY_TOKENS): GivenMemories | null {
  const fitting: Memory[] = [];
  let tokens = 0;
  for (const memory of memories) {
    tokens += tokensOf(memory);
    if (tokens > most) break;
    fitting.push(memory);
  }
  if (fitting.length === 0) return null;
  return { memories: fitting, text: fitting.map((memory) => encodeMemory(memory)).join("\n") };
}

/** `id`: for a tool, which can name the fact later. */
export function encodeMemory(memory: Memory, id: "" | ` ${Memory["id"]}` = ""): string {
  const { scope, saidBy, updatedAt, text, subject } = memory;
  const day = new Date(updatedAt).toISOString().slice(0, 10);
  const about = subject === null ? "" : ` (${plainName(subject)})`;
  return encodeBlock(
    `Remembered${id} ${OF[scope]}${about}, said by ${plainName(saidBy.name ?? "")} on ${day}`,
    text,
  );
}

const OF: Record<MemoryScope, string> = {
  person: "about who asks",
  room: "of this room",
  organization: "of the organization",
};

const tokensOf = (memory: Memory): number => estimateTokens(encodeMemory(memory));

/** The facts for the context receipt, without their texts: what is forgotten must stand nowhere. */
export function memoriesInReceipt(given: GivenMemories | null): Pick<ContextReceipt, "memories"> {
  if (given === null) return {};
  return {
    memories: given.memories.map((memory) => ({
      ...{ id: memory.id, scope: memory.scope, by: memory.saidBy.id, at: memory.updatedAt },
      ...{ version: memory.version, tokens: tokensOf(memory) },
    })),
  };
}
