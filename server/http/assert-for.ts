import type { Principal } from "../principals/principal.ts";
import { Problem } from "../problems/problem.ts";

/**
 * Where a client names the person of a request: a header, or a query parameter for addresses that a browser opens itself (pictures,
 * downloads, event streams).
 */
export const FOR = { header: "x-parley-for", query: "for" };

/** Throws `other_person` if the client has named somebody else. `forUser`: undefined if it has named nobody. */
export function assertFor({ user, name }: Principal, forUser: string | undefined): void {
  if (forUser === undefined || forUser === user) return;
  throw new Problem("other_person", `${name} is signed in here now. Reload the page to go on.`);
}
