import type { History, Rule, Violation } from "../history.ts";
import { answersAreWhole } from "./answers-are-whole.ts";
import { converged } from "./converged.ts";
import { cursorsOnlyMoveForward } from "./cursors-only-move-forward.ts";
import { honestResume } from "./honest-resume.ts";
import { idempotentSend } from "./idempotent-send.ts";
import { noAckedMessageLost } from "./no-acked-message-lost.ts";
import { noPhantom } from "./no-phantom.ts";
import { oneOrder } from "./one-order.ts";
import { orderOfWriting } from "./order-of-writing.ts";
import { reactionsAreSets } from "./reactions-are-sets.ts";
import { removedReceiveNothing } from "./removed-receive-nothing.ts";
import { rolesHoldAtOnce } from "./roles-hold-at-once.ts";
import { stoppedOnlyWhenRemoved } from "./stopped-only-when-removed.ts";
import { serverTimeOnly } from "./server-time-only.ts";
import { threadsAddUp } from "./threads-add-up.ts";
import { turnsEndOnce } from "./turns-end-once.ts";

/** The rules for every run. Liveness (R28) is measured while the run waits for equality. */
export const rules: Record<string, Rule> = {
  "R1 no acknowledged message is lost": noAckedMessageLost,
  "R1 what was written arrives, in the order of writing": orderOfWriting,
  "R2 nothing was shown that is not in the log": noPhantom,
  "R3 one order, no gaps, no duplicates": oneOrder,
  "R4 a message is stored once, with its first body": idempotentSend,
  "R5 R6 a resumed connection has no gap": honestResume,
  "R7 state from events equals a fresh client's state": converged,
  "R8 reactions are sets": reactionsAreSets,
  "R9 cursors only move forward": cursorsOnlyMoveForward,
  "R10 threads are counted as they stand": threadsAddUp,
  "R11 the shown text of an answer equals the stored text": answersAreWhole,
  "R12 every turn ends exactly once": turnsEndOnce,
  "R17 removed members receive nothing": removedReceiveNothing,
  "R19 roles hold at once": rolesHoldAtOnce,
  "R29 only a removal stops a client permanently": stoppedOnlyWhenRemoved,
  "R31 only the server's time counts": serverTimeOnly,
};

export function check(history: History): Record<string, Violation[]> {
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, rule(history)]));
}
