/** A message names what it took from its author's draft; the author's inbox is told of it until it has heard it. */
import type { UserId } from "../../../shared/ids.ts";
import type { ConsumedRange } from "../../../shared/protocol/draft-frames.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { schedule } from "./tasks.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** In the message's own transaction: the text is never in both places for good, and never in none. */
export function noteConsumedDraft(
  store: SqlStore,
  { user, seq, now }: { user: UserId; seq: Seq; now: number },
  { epoch, update }: ConsumedRange,
): void {
  store.run(
    "INSERT INTO consumed_drafts (user, seq, epoch, data) VALUES (?, ?, ?, ?)",
    user,
    seq,
    epoch,
    update,
  );
  schedule(store, { task: "draft", user }, now);
}

export function consumedDrafts(store: SqlStore, user: UserId): (ConsumedRange & { seq: Seq })[] {
  return store.all<{ seq: Seq; epoch: number; update: string }>(
    'SELECT seq, epoch, data AS "update" FROM consumed_drafts WHERE user = ? ORDER BY seq',
    user,
  );
}

export function forgetConsumedDrafts(store: SqlStore, user: UserId, upTo: Seq): void {
  store.run("DELETE FROM consumed_drafts WHERE user = ? AND seq <= ?", user, upTo);
}
