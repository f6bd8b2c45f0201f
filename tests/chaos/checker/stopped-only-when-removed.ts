import { CLOSE, TERMINAL_CLOSE_CODES } from "../../../shared/protocol/codes.ts";
import type { Rule } from "../history.ts";
import { firstFew } from "./received.ts";

const REMOVAL: readonly number[] = [CLOSE.forbidden, CLOSE.notFound];

/** R29: no fault of the network or the server stops a real client permanently; only a removal does. */
export const stoppedOnlyWhenRemoved: Rule = (history) =>
  firstFew(
    history.clients.flatMap(({ name, kind, entries }) =>
      entries.flatMap((entry) => {
        if (kind === "hostile" || entry.type !== "closed") return [];
        const stops = TERMINAL_CLOSE_CODES.includes(entry.code) && !REMOVAL.includes(entry.code);
        return stops ? [`R29: ${name} was stopped permanently (${entry.code}) in ${entry.room}`] : [];
      }),
    ),
  );
