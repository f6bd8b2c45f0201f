/** Opens a visitor's session: from which page, who it is, and what the panel shows first. */
import type { VisitorIdentity, WidgetSession, WidgetVisitor } from "../../../shared/widget.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { isToken } from "../../directory/secrets.ts";
import type { VisitorRow } from "../../directory/visitor-row.ts";
import { endSession, findByToken, type FoundSession } from "../../directory/visitor-sessions.ts";
import { listKeys, noteKeyUse, secretOf } from "../../directory/widget-keys.ts";
import type { WidgetRow } from "../../directory/widgets.ts";
import { verifyIdentity, type VerifiedIdentity } from "../../principals/visitors/identity.ts";
import { openVisitorSession } from "../../principals/visitors/open-session.ts";
import { OWN_PAGE, principalOf } from "../../principals/visitors/visitor-principal.ts";
import { bearerOf, cookieOf, setCookie } from "../../principals/visitors/visitor-token.ts";
import { Problem } from "../../problems/problem.ts";
import { originNotAllowed } from "../access.ts";
import { isAllowedOrigin } from "../origins.ts";
import { pushRevocations } from "../push-revocations.ts";
import type { Reply } from "../route-answer.ts";
import type { OpenSession } from "../schemas/widgets.ts";
import { solveChallenge } from "./challenge.ts";
import { conversationsOf, moveConversations } from "./conversations.ts";
import { countNewVisitor } from "./limits.ts";
import { peopleHere } from "./people-here.ts";

interface SessionCall {
  env: Env;
  request: Request;
  widget: WidgetRow;
  foreign: string | null;
  body: OpenSession;
  reply: Reply;
  waitUntil: (work: Promise<unknown>) => void;
}

/** Length of what a browser says of itself, UTF-16 units. */
const MAX_BROWSER = 300;

export async function openSession(call: SessionCall): Promise<WidgetSession> {
  const { env, request, widget, foreign, body, reply, waitUntil } = call;
  const { headers } = request;
  const now = Date.now();
  const origin = pageOf(call);
  const known = await findKnown(call, now);
  const identity = body.identity === undefined ? null : await readIdentity(call, body.identity, now);
  const challenged = await solveChallenge(env, headers, widget, body.challenge);
  const { language, timeZone, page } = body;
  const browser = (headers.get("user-agent") ?? "").slice(0, MAX_BROWSER);
  const opened = await openVisitorSession(
    env,
    {
      widget,
      origin,
      facts: { language, timeZone, page, browser },
      known,
      identity,
      code: body.continue ?? null,
      challenged,
      admitNew: () => countNewVisitor(env, { widget: widget.id, origin, headers }),
    },
    now,
  );
  await moveConversations(env, opened);
  if (opened.replaces !== null) {
    await endSession(openDirectory(env.DB), opened.replaces);
    await pushRevocations(env, waitUntil);
  }
  const { visitor, session, token } = opened;
  const principal = principalOf({ visitor, session, widget }, now);
  if (principal === null) throw originNotAllowed();
  // A page of another origin has no cookie of ours, and a panel says when its browser keeps none.
  const hasCookie = cookieOf(headers, widget.id) !== null;
  const keepsToken = foreign !== null || (body.keepsToken === true && !hasCookie);
  if (!keepsToken) reply.headers.append("set-cookie", setCookie(widget.id, token));
  const [conversations, people] = await Promise.all([
    opened.isNew ? [] : conversationsOf(env, visitor.id),
    peopleHere(env, widget, now),
  ]);
  return {
    visitor: visitorOf(visitor, principal.identity),
    organization: widget.organization,
    token: keepsToken ? token : null,
    isKnown: known !== null,
    mayWrite: principal.scopes.has("write"),
    needsChallenge: widget.settings.turnstile !== null && !session.challenged,
    conversations,
    people,
    now,
  };
}

export const visitorOf = ({ id, name, email }: VisitorRow, identity: VisitorIdentity): WidgetVisitor => ({
  id,
  name,
  email,
  identity,
});

/**
 * Where the widget is shown. A page of the company is judged by its own origin. Our panel says which page holds it, as the browser told it;
 * its policy (`frame-ancestors`) has the same list.
 */
function pageOf({ env, request, widget, foreign, body }: SessionCall): string {
  if (foreign !== null) return foreign;
  if (isAllowedOrigin(env.ALLOWED_ORIGINS, request.url, body.origin)) return OWN_PAGE;
  if (!widget.settings.origins.includes(body.origin)) throw originNotAllowed();
  return body.origin;
}

/** A token that is not valid any more is none: the visitor begins anew. */
async function findKnown(
  { env, request: { headers }, widget, foreign, body }: SessionCall,
  now: number,
): Promise<{ found: FoundSession; token: string } | null> {
  const cookie = foreign === null ? cookieOf(headers, widget.id) : null;
  const token = bearerOf(headers) ?? body.token ?? cookie;
  if (!isToken(token)) return null;
  const found = await findByToken(openDirectory(env.DB), token, now);
  return found?.session.widget === widget.id ? { found, token } : null;
}

async function readIdentity(
  { env, widget: { id }, waitUntil }: SessionCall,
  token: string,
  now: number,
): Promise<VerifiedIdentity & { token: string }> {
  const directory = openDirectory(env.DB);
  const rows = await listKeys(directory, id);
  const keys = await Promise.all(
    rows.map(async (key) => ({ id: key.id, secret: await secretOf(env.BETTER_AUTH_SECRET, key.id) })),
  );
  const identity = await verifyIdentity(token, { widget: id, keys, now });
  waitUntil(noteKeyUse(directory, identity.key, now));
  return { ...identity, token };
}

/** Throws if the visitor still has to solve a challenge. */
export function assertChallenged({ settings }: WidgetRow, { session }: FoundSession): void {
  if (settings.turnstile !== null && !session.challenged)
    throw new Problem("challenge_failed", "Show first that you are a person.");
}
