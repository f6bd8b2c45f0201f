import type { Me } from "../../../shared/api.ts";

/**
 * A page belongs to the first person that it knows, until it is loaded again: its sockets, requests, outbox, drafts and uploads are theirs.
 * A page that learns of somebody else shows who that is, and nothing else.
 */
export type SessionState =
  | { type: "loading" }
  | { type: "failed"; message: string }
  /** `ended`: a session existed and was ended elsewhere. */
  | { type: "anonymous"; ended: boolean }
  | { type: "known"; me: Me }
  /** The page is `owner`'s, and `now` is signed in. */
  | { type: "other"; owner: Me; now: Me };

/** The state after it is known who is signed in; null: nobody. */
export function stateFor(owner: Me | null, now: Me | null): SessionState {
  if (now === null) return { type: "anonymous", ended: owner !== null };
  if (owner === null || owner.user.id === now.user.id) return { type: "known", me: now };
  return { type: "other", owner, now };
}
