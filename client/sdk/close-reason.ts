/** Converts between close codes of sockets and error codes of commands. */
import { CLOSE, TERMINAL_CLOSE_CODES } from "../../shared/protocol/codes.ts";
import type { ErrorCode } from "../../shared/protocol/codes.ts";
import { ParleyError } from "./parley-error.ts";

const pairs: readonly (readonly [number, ErrorCode])[] = [
  [CLOSE.unauthenticated, "unauthenticated"],
  [CLOSE.forbidden, "forbidden"],
  [CLOSE.notFound, "not_found"],
  [CLOSE.otherPerson, "other_person"],
  [CLOSE.upgradeRequired, "upgrade_required"],
  [CLOSE.damaged, "damaged"],
];

const errorByClose = new Map<number, ErrorCode>(pairs);
const closeByError = new Map<ErrorCode, number>(pairs.map(([close, error]) => [error, close]));

export function isTerminal(closeCode: number): boolean {
  return TERMINAL_CLOSE_CODES.includes(closeCode);
}

/** The close code that corresponds to a refused address, or null if another attempt may succeed. */
export function terminalCodeOf(error: unknown): number | null {
  if (!(error instanceof ParleyError)) return null;
  return closeByError.get(error.code) ?? null;
}

/** The error of a command that cannot be sent any more, because its socket was closed with this code. */
export function stoppedError(closeCode: number): ParleyError {
  return new ParleyError(errorByClose.get(closeCode) ?? "unavailable", "This connection has ended.");
}
