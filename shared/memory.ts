/** What Parley remembers, as the HTTP API shows it. The rules are MEMORY-… in `docs/protocol/memory.md`. */
import type { MemoryId, OrganizationId, RoomId, UserId } from "./ids.ts";
import type { Seq } from "./protocol/seq.ts";

/** Whom a fact is for: one person, the members of one room, or everyone of the organization. */
export type MemoryScope = "person" | "room" | "organization";
export const MEMORY_SCOPES: readonly MemoryScope[] = ["person", "room", "organization"];

/** A message of a room. */
export interface MemorySource {
  room: RoomId;
  message: Seq;
}

/** A person or an agent; `name` is null for whoever has no account any more. */
export interface RememberedBy {
  id: UserId;
  name: string | null;
}

/** A fact. Times are milliseconds since 1970. */
export interface Memory {
  id: MemoryId;
  scope: MemoryScope;
  /** Of which room, with the scope `room`. */
  room?: RoomId | undefined;
  text: string;
  /** What it is about. Another fact about the same replaces it. Null: only the same text replaces it. */
  subject: string | null;
  /** The message in which it was said; null if there is none, or the reader is not in its room. With the message, the fact is forgotten. */
  source: MemorySource | null;
  saidBy: RememberedBy;
  storedBy: RememberedBy;
  createdAt: number;
  updatedAt: number;
  /** When it was last given to a model for an answer; null if never. */
  usedAt: number | null;
  uses: number;
  version: number;
}

/**
 * Below `/api/v1`: `GET /memory?scope=&room=&q=&cursor=` → MemoryList, the newest first, or with `q` the best first on one page.
 * `POST /memory` NewMemory → Memory. `GET /memory/:memory` → Memory. `PATCH /memory/:memory` ChangeMemory → Memory.
 * `DELETE /memory/:memory` → null. `DELETE /memory?scope=&room=` → Forgotten: all of them.
 */
export interface MemoryList {
  items: Memory[];
  /** The `cursor` of the next page; null at the end. */
  next: number | null;
  /** Whether anything is remembered and used here now: nobody has switched it off. */
  isOn: boolean;
}

export interface NewMemory {
  scope: MemoryScope;
  /** With the scope `room`. */
  room?: RoomId | undefined;
  text: string;
  subject?: string | null | undefined;
  /** A fact of the same place that this one replaces. */
  replaces?: MemoryId | undefined;
  /** The message in which it was said. With the scope `room`, one of this room. */
  source?: MemorySource | undefined;
}

/** `version`: the one that the change is based on. What is missing stays. */
export interface ChangeMemory {
  version: number;
  text?: string | undefined;
  subject?: string | null | undefined;
}

export interface Forgotten {
  count: number;
}

/** Addresses of the app. */
export const memoryPaths = {
  list: (
    organization: OrganizationId,
    asked: { scope: MemoryScope; room?: RoomId; q?: string; cursor?: number },
  ) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(asked))
      if (value !== undefined && value !== "") query.set(name, String(value));
    return `/api/organizations/${organization}/memory?${query.toString()}`;
  },
  all: (organization: OrganizationId) => `/api/organizations/${organization}/memory`,
  one: (organization: OrganizationId, memory: MemoryId) =>
    `/api/organizations/${organization}/memory/${memory}`,
};
