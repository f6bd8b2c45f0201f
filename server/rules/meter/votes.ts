import type { SqlStore } from "../../storage/sql.ts";
import type { TurnVotes } from "./meter.ts";

/** Replaces what was counted for this turn, so repeating it changes nothing. */
export function countVotes(store: SqlStore, { turn, good, bad }: TurnVotes): void {
  if (good === 0 && bad === 0) store.run("DELETE FROM votes WHERE turn = ?", turn);
  else store.run("INSERT OR REPLACE INTO votes (turn, good, bad) VALUES (?, ?, ?)", turn, good, bad);
}
