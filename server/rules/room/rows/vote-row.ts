import type { UserId } from "../../../../shared/ids.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { Answer, Vote, Votes } from "../../../../shared/protocol/turns.ts";
import type { SqlStore } from "../../../storage/sql.ts";

type VoteRow = { user: UserId; vote: Vote };

/** The optional field `votes` of an answer. */
export function votesOf(store: SqlStore, answer: Seq): Pick<Answer, "votes"> {
  const rows = store.all<VoteRow>("SELECT user, vote FROM votes WHERE answer = ? ORDER BY seq", answer);
  if (rows.length === 0) return {};
  const votes: Votes = { good: [], bad: [] };
  for (const { user, vote } of rows) votes[vote].push(user);
  return { votes };
}

export function findVote(store: SqlStore, answer: Seq, user: UserId): Vote | null {
  const row = store.first<VoteRow>(
    "SELECT user, vote FROM votes WHERE answer = ? AND user = ?",
    answer,
    user,
  );
  return row?.vote ?? null;
}
