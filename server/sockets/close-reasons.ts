import { CLOSE, type CloseCode } from "../../shared/protocol/codes.ts";

/** The reason beside each code. It must not tell more than the code: a room that is missing and one of others close alike. */
export const closeReasons: Record<CloseCode, string> = {
  [CLOSE.tryAgain]: "try again later",
  [CLOSE.malformed]: "malformed",
  [CLOSE.unauthenticated]: "unauthenticated",
  [CLOSE.forbidden]: "forbidden",
  [CLOSE.notFound]: "not found",
  [CLOSE.tooSlow]: "too slow",
  [CLOSE.conflict]: "conflict",
  [CLOSE.otherPerson]: "somebody else is signed in",
  [CLOSE.tooLarge]: "too large",
  [CLOSE.upgradeRequired]: "upgrade required",
  [CLOSE.tooFast]: "too fast",
  [CLOSE.damaged]: "damaged",
};
