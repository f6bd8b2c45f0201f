import type { OrganizationId, RoomId, UserId } from "../../../../shared/ids.ts";
import type { Posting, RoomKind } from "../../../../shared/permissions.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { PromptPolicy } from "../../../../shared/protocol/turns.ts";
import type { SqlStore } from "../../../storage/sql.ts";

export type RoomRow = {
  id: RoomId;
  organization: OrganizationId;
  kind: RoomKind;
  name: string;
  epoch: string;
  generation: string;
  head: Seq;
  /** The person who has taken over from the agents; null while agents answer. */
  takeover_by: UserId | null;
  /** Number of takeovers so far. A turn that began before the last takeover can no longer write. */
  takeovers: number;
  prompt_policy: PromptPolicy;
  /** The branch that is shown; 0 is the first one. */
  branch: Seq;
  /** What the room is about; empty if nobody has said it. */
  topic: string;
  posting: Posting;
  /** 1: everyone of the organization finds and joins it. */
  is_public: number;
  /** Number of branches beside the first one. */
  branches: number;
};

/** The room's own row; null before the room is created. */
export function findRoom(store: SqlStore): RoomRow | null {
  return store.first<RoomRow>(
    "SELECT id, organization, kind, name, epoch, generation, head, takeover_by, takeovers, prompt_policy, branch, branches, topic, posting, is_public FROM room",
  );
}

const kinds = new WeakMap<SqlStore, RoomKind>();

/** The kind of the room. It never changes and every command needs it, so it is cached for each store. */
export function kindOf(store: SqlStore): RoomKind {
  const known = kinds.get(store);
  if (known !== undefined) return known;
  const { kind } = readRoom(store);
  kinds.set(store, kind);
  return kind;
}

/** The room's own row, for callers that know that the room is created. */
export function readRoom(store: SqlStore): RoomRow {
  const row = findRoom(store);
  if (row === null) throw new Error("the room was not created");
  return row;
}
