import type { TurnId } from "../../../../shared/ids.ts";
import type { Program } from "../../../../shared/protocol/program.ts";
import type { ContextReceipt } from "../../../../shared/protocol/turns.ts";
import { readJson } from "../../../storage/json-column.ts";
import type { SqlStore } from "../../../storage/sql.ts";

/** What the program that asked for this turn brought along; null if it brought nothing, or if that was deleted since. */
export function findProgram(store: SqlStore, turn: TurnId): Program | null {
  const row = store.first<{ program: string }>("SELECT program FROM turn_programs WHERE turn = ?", turn);
  return row === null ? null : readProgram(row.program);
}

export function putProgram(store: SqlStore, turn: TurnId, program: Program): void {
  store.run("INSERT INTO turn_programs (turn, program) VALUES (?, ?)", turn, JSON.stringify(program));
}

export function deleteProgram(store: SqlStore, turn: TurnId): void {
  store.run("DELETE FROM turn_programs WHERE turn = ?", turn);
}

export function readProgram(json: string | null): Program | null {
  return json === null ? null : readJson<Program | null>(json, null);
}

/** The optional field `program` of context receipts. */
export function programIn(program: Program | null): Pick<ContextReceipt, "program"> {
  if (program?.instructions === undefined && program?.tools === undefined) return {};
  const { instructions, tools } = program;
  return {
    program: { ...(instructions !== undefined && { instructions }), ...(tools !== undefined && { tools }) },
  };
}

/** Whether the program that asked makes the calls of this tool. */
export function hasTool(program: Program | null, tool: string): boolean {
  return program?.tools?.some(({ name }) => name === tool) === true;
}
