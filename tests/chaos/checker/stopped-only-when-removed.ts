import { CLOSE, REFUSED_CLOSE_CODES, TERMINAL_CLOSE_CODES } from "../../../shared/protocol/codes.ts";
import type { Rule } from "../history.ts";
import { firstFew } from "./received.ts";

/** Codes of a socket whose client has done something wrong. */
const WRONG: readonly number[] = [...TERMINAL_CLOSE_CODES, ...REFUSED_CLOSE_CODES];
const REMOVAL: readonly number[] = [CLOSE.forbidden, CLOSE.notFound];

/** R29: no fault of the network or the server ends the socket of a real client as a wrong one does; only a removal does. */
export const stoppedOnlyWhenRemoved: Rule = (history) =>
  firstFew(
    history.clients.flatMap(({ name, kind, entries }) =>
      entries.flatMap((entry) => {
        if (kind === "hostile" || entry.type !== "closed") return [];
        const stops = WRONG.includes(entry.code) && !REMOVAL.includes(entry.code);
        return stops ? [`R29: ${name} was stopped permanently (${entry.code}) in ${entry.room}`] : [];
      }),
    ),
  );
