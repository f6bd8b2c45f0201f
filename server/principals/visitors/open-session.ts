/** Begins or renews a visitor's session, and decides whose conversations it has. */
import type { RoomId, VisitorId } from "../../../shared/ids.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory, type Directory } from "../../directory/directory.ts";
import { useCode } from "../../directory/visitor-codes.ts";
import type { VisitorFacts, VisitorRow } from "../../directory/visitor-row.ts";
import {
  countSessions,
  createSession,
  createVisitorWithSession,
  newSessionId,
  renewSession,
  useIdentity,
  type FoundSession,
  type SessionRow,
} from "../../directory/visitor-sessions.ts";
import {
  createVisitor,
  findSubject,
  listConversations,
  nameVisitor,
  noteVisit,
} from "../../directory/visitors.ts";
import type { WidgetRow } from "../../directory/widgets.ts";
import { Problem } from "../../problems/problem.ts";
import type { VerifiedIdentity } from "./identity.ts";

export interface SessionRequest {
  widget: WidgetRow;
  /** The page's origin, or OWN_PAGE. */
  origin: string;
  facts: VisitorFacts;
  /** The session of the request, and the token that named it. */
  known: { found: FoundSession; token: string } | null;
  identity: (VerifiedIdentity & { token: string }) | null;
  /** The code of a link that continues. */
  code: string | null;
  /** A challenge was solved with this request. */
  challenged: boolean;
  /** Called before somebody new is stored: limits. */
  admitNew: () => Promise<void>;
}

export interface OpenedSession {
  visitor: VisitorRow;
  session: SessionRow;
  token: string;
  /** Conversations of the anonymous session before it that are the visitor's from now on. */
  moved: { from: VisitorId; rooms: RoomId[] } | null;
  /** Nobody knew the visitor before, so there are no conversations. */
  isNew: boolean;
  /** The session that this one replaces. It is ended when its conversations have moved, so that a crash in between loses none. */
  replaces: `vss_${string}` | null;
}

type Known = NonNullable<SessionRequest["known"]>;

export async function openVisitorSession(
  env: Env,
  request: SessionRequest,
  now: number,
): Promise<OpenedSession> {
  const directory = openDirectory(env.DB);
  if (request.code !== null) return continueByCode(env, directory, request, request.code, now);
  if (request.identity !== null) return identify(env, directory, request, request.identity, now);
  if (request.known !== null) {
    const renewed = await renew(env, directory, request, request.known, now);
    if (renewed !== null) return renewed;
  }
  return beginNew(env, directory, request, now);
}

/** The device becomes the visitor of the link. What it wrote before stays with whom it was written as: a link may come from anybody. */
async function continueByCode(
  env: Env,
  directory: Directory,
  { widget, origin, facts, known }: SessionRequest,
  code: string,
  now: number,
): Promise<OpenedSession> {
  const used = await useCode(directory, code, now);
  if (used === null || used.visitor.widget !== widget.id)
    throw new Problem("not_found", "This link does not work any more. Ask for a new one.");
  const visitor = await noteVisit(directory, used.visitor.id, { facts, identity: null }, now);
  const opened = await createSession(
    directory,
    env.BETTER_AUTH_SECRET,
    { ...placeOf(widget, visitor, origin), verifiedUntil: used.verifiedUntil, challenged: true },
    now,
  );
  return { ...opened, visitor, moved: null, isNew: false, replaces: known?.found.session.id ?? null };
}

async function identify(
  env: Env,
  directory: Directory,
  request: SessionRequest,
  identity: NonNullable<SessionRequest["identity"]>,
  now: number,
): Promise<OpenedSession> {
  const { known, facts } = request;
  if (known !== null && known.found.visitor.subject === identity.subject) {
    await assertOwnIdentity(directory, identity, known.found.session.id);
    const renewed = await renew(env, directory, request, known, now);
    if (renewed !== null) return renewed;
  }
  if (known !== null && known.found.visitor.subject === null) {
    const named = await nameAnonymous(env, directory, request, identity, known, now);
    if (named !== null) return named;
  }
  const { widget, origin } = request;
  const id = newSessionId();
  await assertOwnIdentity(directory, identity, id);
  const before = await findSubject(directory, widget.id, identity.subject);
  if (before === null && known === null) await request.admitNew();
  const visitor =
    before === null
      ? await createVisitor(
          directory,
          { organization: widget.organization, widget: widget.id, facts, identity },
          now,
        )
      : await noteVisit(directory, before.id, { facts, identity }, now);
  const moved = known === null ? null : await ownConversations(directory, known);
  const opened = await createSession(
    directory,
    env.BETTER_AUTH_SECRET,
    { ...placeOf(widget, visitor, origin), id, verifiedUntil: identity.until, challenged: true },
    now,
  );
  return { ...opened, visitor, moved, isNew: false, replaces: known?.found.session.id ?? null };
}

/**
 * The anonymous visitor becomes the subject, if nobody is yet and this is the visitor's only session: another device that continued the
 * conversations was not named by the company.
 */
async function nameAnonymous(
  env: Env,
  directory: Directory,
  request: SessionRequest,
  identity: NonNullable<SessionRequest["identity"]>,
  known: Known,
  now: number,
): Promise<OpenedSession | null> {
  const { visitor, session } = known.found;
  if ((await findSubject(directory, request.widget.id, identity.subject)) !== null) return null;
  if ((await countSessions(directory, visitor.id)) > 1) return null;
  await assertOwnIdentity(directory, identity, session.id);
  if ((await nameVisitor(directory, visitor, identity)) === null) return null;
  return renew(env, directory, request, known, now);
}

/** Of an anonymous visitor, the conversations that this very session began. Nobody else's are ever taken over. */
async function ownConversations(directory: Directory, { found }: Known): Promise<OpenedSession["moved"]> {
  const { visitor, session } = found;
  if (visitor.subject !== null) return null;
  const all = await listConversations(directory, visitor.id, MAX_MOVED);
  const rooms = all.filter((one) => one.session === session.id).map(({ room }) => room);
  return { from: visitor.id, rooms };
}

/** Conversations that follow an anonymous visitor. Each is a call to its room. */
const MAX_MOVED = 50;

async function renew(
  env: Env,
  directory: Directory,
  { origin, facts, identity, ...request }: SessionRequest,
  { found, token }: Known,
  now: number,
): Promise<OpenedSession | null> {
  const { session } = found;
  const verifiedUntil = identity?.until ?? session.verifiedUntil;
  const challenged = session.challenged || request.challenged || identity !== null;
  const renewal = { token, origin, verifiedUntil, challenged };
  const renewed = await renewSession(directory, env.BETTER_AUTH_SECRET, session, renewal, now);
  if (renewed === null) return null;
  const visitor = await noteVisit(directory, session.visitor, { facts, identity }, now);
  return { ...renewed, visitor, moved: null, isNew: false, replaces: null };
}

async function beginNew(
  env: Env,
  directory: Directory,
  { widget, origin, facts, challenged, admitNew }: SessionRequest,
  now: number,
): Promise<OpenedSession> {
  await admitNew();
  const { organization, id } = widget;
  const opened = await createVisitorWithSession(
    directory,
    env.BETTER_AUTH_SECRET,
    { organization, widget: id, facts, origin, challenged },
    now,
  );
  return { ...opened, moved: null, isNew: true, replaces: null };
}

const placeOf = ({ id, organization }: WidgetRow, visitor: VisitorRow, origin: string) => ({
  visitor: visitor.id,
  widget: id,
  organization,
  origin,
});

async function assertOwnIdentity(
  directory: Directory,
  { once, token, until }: NonNullable<SessionRequest["identity"]>,
  session: `vss_${string}`,
): Promise<void> {
  if (!once) return;
  if (await useIdentity(directory, { token, session, expiresAt: until })) return;
  throw new Problem("identity_refused", "The visitor's identity was used on another device before.");
}
