/** Authenticates requests and sockets. No other code does this. */
import { isKeyId, isVisitorId, type GrantId, type OrganizationId, type RoomId } from "../../shared/ids.ts";
import { ALL_SCOPES, type Scopes } from "../../shared/permissions.ts";
import { openDirectory } from "../directory/directory.ts";
import { grantOfSession, sessionOfGrant } from "../directory/grants.ts";
import { isToken } from "../directory/secrets.ts";
import { findSession, type SignedIn } from "../directory/sessions.ts";
import { useTicket } from "../directory/tickets.ts";
import { isVisitorGrant } from "../directory/visitor-sessions.ts";
import type { Env } from "../bindings/env.ts";
import { readSession } from "./accounts/read-session.ts";
import { principalByKey, principalByKeyId } from "./keys/key-principal.ts";
import { keyOf } from "./keys/key-token.ts";
import { isFor, type PersonPrincipal, type Principal } from "./principal.ts";
import { visitorByCookie, visitorByGrant, visitorByToken } from "./visitors/visitor-principal.ts";
import { bearerOf } from "./visitors/visitor-token.ts";

/** A one-use ticket, and the socket for which it is used. */
export interface ShownTicket {
  ticket: string;
  organization: OrganizationId;
  /** Null for an inbox. */
  room: RoomId | null;
  /** The origin of the page; null for a client outside a browser. */
  origin: string | null;
}

/**
 * Null if nobody is signed in, or if the ticket is used, expired or for another socket. `forUser`: whom the request is for. A browser may
 * have the cookies of a person and of several visitors, and sends them all, so a visitor's cookie counts only if the request says so. Beside a
 * key or a visitor's token no cookie is read.
 */
export async function findPrincipal(
  env: Env,
  headers: Headers,
  { ticket, forUser }: { ticket?: ShownTicket | undefined; forUser?: string | null | undefined } = {},
): Promise<Principal | null> {
  if (ticket !== undefined) return useShownTicket(env, ticket);
  const key = keyOf(headers);
  if (key !== undefined) return key === null ? null : principalByKey(env, key, Date.now());
  const bearer = bearerOf(headers);
  if (bearer !== undefined) return bearer === null ? null : visitorByToken(env, bearer, Date.now());
  if (isVisitorId(forUser)) return visitorByCookie(env, headers, forUser, Date.now());
  const signedIn = await readSession(env, headers);
  return signedIn === null ? null : personOf(signedIn);
}

/** A ticket gives the creator's current access, with at most the scopes at its creation. */
async function useShownTicket(env: Env, shown: ShownTicket): Promise<Principal | null> {
  if (!isToken(shown.ticket)) return null;
  const { organization, room, origin } = shown;
  const now = Date.now();
  const use = await useTicket(openDirectory(env.DB), shown.ticket, now);
  if (use === null || use.organization !== organization || use.room !== room) return null;
  // A browser always sends `Origin` when it opens a socket. So a request without it is not from a page, and a page cannot hide its origin.
  if (origin !== null && origin !== use.origin) return null;
  const maker = await principalOfGrant(env, use.grant, now);
  if (maker === null) return null;
  const scopes = bothOf(maker.scopes, use.scopes);
  if (!isFor(maker, organization)) return null;
  return maker.kind === "person"
    ? { ...maker, organization, scopes, via: "ticket" }
    : { ...maker, organization, scopes };
}

async function principalOfGrant(env: Env, grant: GrantId, now: number): Promise<Principal | null> {
  if (isKeyId(grant)) return principalByKeyId(env, grant, now);
  if (isVisitorGrant(grant)) return visitorByGrant(env, grant, now);
  const session = sessionOfGrant(grant);
  if (session === null) return null;
  const signedIn = await findSession(openDirectory(env.DB), session, now);
  return signedIn === null ? null : personOf(signedIn);
}

function personOf({ user: { id, name, email }, session }: SignedIn): PersonPrincipal {
  return {
    kind: "person",
    user: id,
    name,
    email,
    via: "session",
    organization: null,
    scopes: ALL_SCOPES,
    grant: grantOfSession(session),
  };
}

const bothOf = (one: Scopes, other: Scopes): Scopes => new Set([...one].filter((scope) => other.has(scope)));
