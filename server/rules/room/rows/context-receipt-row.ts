import type { TurnId } from "../../../../shared/ids.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { ContextReceipt } from "../../../../shared/protocol/turns.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { findProgram, programIn } from "./program-row.ts";
import { findTurnOfAnswer } from "./turn-row.ts";
import { readJson } from "../../../storage/json-column.ts";

type ReceiptRow = { receipt: string; summary: string | null };

/** The context receipt of the newest attempt at this answer. */
export function findContextReceipt(store: SqlStore, answer: Seq): ContextReceipt | null {
  const turn = findTurnOfAnswer(store, answer);
  return turn === null ? null : findContextReceiptOf(store, turn.id);
}

/**
 * What a program brought along is only in its own row. The text of a summary is left out if one of its messages was deleted or restricted since.
 */
export function findContextReceiptOf(store: SqlStore, turn: TurnId): ContextReceipt | null {
  const row = store.first<ReceiptRow>("SELECT receipt, summary FROM context_receipts WHERE turn = ?", turn);
  if (row === null) return null;
  const receipt = readJson<ContextReceipt | null>(row.receipt, null);
  if (receipt === null) return null;
  const whole = { ...receipt, ...programIn(findProgram(store, turn)) };
  if (whole.summary === null) return whole;
  return { ...whole, summary: { ...whole.summary, text: row.summary ?? "" } };
}
