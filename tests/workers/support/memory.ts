import type { MemoryId, OrganizationId, RoomId } from "../../../shared/ids.ts";
import { memoryPaths, type Memory, type MemoryList, type NewMemory } from "../../../shared/memory.ts";
import type { Visitor } from "./visitor.ts";

type Asked = Parameters<typeof memoryPaths.list>[1];

export const keep = (by: Visitor, organization: OrganizationId, fact: NewMemory) =>
  by.post<Memory>(memoryPaths.all(organization), fact);

/** The texts of the facts, in the order of the answer. */
export async function remembered(by: Visitor, organization: OrganizationId, asked: Asked): Promise<string[]> {
  const { items } = await by.must(by.get<MemoryList>(memoryPaths.list(organization, asked)));
  return items.map(({ text }) => text);
}

export const forget = (by: Visitor, organization: OrganizationId, memory: MemoryId) =>
  by.delete(memoryPaths.one(organization, memory));

export const mine = { scope: "person" } as const;
export const everyones = { scope: "organization" } as const;
export const inRoom = (room: RoomId) => ({ scope: "room", room }) as const;
