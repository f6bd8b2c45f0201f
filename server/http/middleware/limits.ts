import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { MAX_NOTE_LENGTH } from "../../../shared/limits.ts";
import type { Edge, SignedInEdge } from "../context.ts";
import { Problem } from "../../problems/problem.ts";
import { isFile, isNote } from "../upload-paths.ts";

/** The largest honest body names a thousand members of a room. */
const MAX_BODY_BYTES = 64 * 1024;

/** A note: MAX_NOTE_LENGTH units of which JSON makes up to six bytes each, and its title and tags. */
const MAX_NOTE_BYTES = 6 * MAX_NOTE_LENGTH + MAX_BODY_BYTES;

const onError = () => {
  throw new Problem("too_large", "That is more than fits.");
};
const smallLimit = bodyLimit({ maxSize: MAX_BODY_BYTES, onError });
const noteLimit = bodyLimit({ maxSize: MAX_NOTE_BYTES, onError });

/** But for files, which are measured as they stream. */
export const smallBody = createMiddleware<Edge>(async (c, next) => {
  if (isFile(c)) return next();
  return (isNote(c) ? noteLimit : smallLimit)(c, next);
});

/** The period of the REQUESTS binding. */
const PERIOD = 60_000;

export const requestRate = createMiddleware<SignedInEdge>(async (c, next) => {
  const { success } = await c.env.REQUESTS.limit({ key: c.var.user.id });
  if (!success) throw new Problem("rate_limited", "Too many requests. Wait a minute.", PERIOD);
  await next();
});
