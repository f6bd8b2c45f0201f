import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Deletes every summary that may include this message. */
export function forgetSummaries(store: SqlStore, target: Seq): void {
  store.run("DELETE FROM summaries WHERE up_to >= ?", target);
  store.run("UPDATE context_receipts SET summary = NULL WHERE summary IS NOT NULL AND up_to >= ?", target);
}
