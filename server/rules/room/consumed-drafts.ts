/** Draft ranges that messages consumed. The room repeats the notice to the author's inbox until the inbox has confirmed it. */
import type { UserId } from "../../../shared/ids.ts";
import type { ConsumedRange, ToldConsumedRange } from "../../../shared/protocol/draft-frames.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { schedule } from "./tasks.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Runs in the message's transaction, so that the text is neither lost nor permanently in both the message and the draft. */
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

export function consumedDrafts(store: SqlStore, user: UserId): (ToldConsumedRange & { seq: Seq })[] {
  return store
    .all<{ seq: Seq; epoch: number; update: string; thread: Seq | null }>(
      `SELECT c.seq, c.epoch, c.data AS "update", m.thread FROM consumed_drafts c LEFT JOIN messages m ON m.seq = c.seq
       WHERE c.user = ? ORDER BY c.seq`,
      user,
    )
    .map(({ thread, ...consumed }) => ({ ...consumed, ...(thread !== null && { thread }) }));
}

export function forgetConsumedDrafts(store: SqlStore, user: UserId, upTo: Seq): void {
  store.run("DELETE FROM consumed_drafts WHERE user = ? AND seq <= ?", user, upTo);
}
