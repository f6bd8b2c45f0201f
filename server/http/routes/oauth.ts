/** What the page asks on which a person lets an app in. */
import { openDirectory } from "../../directory/directory.ts";
import { createCode } from "../../directory/oauth-grants.ts";
import { findMembership } from "../../directory/organizations.ts";
import { hashToken, makeToken } from "../../directory/secrets.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { readRequest, redirectTo } from "../oauth/authorization-request.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody } from "../route-body.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/oauth.ts";

/** An app exchanges its code at once. Milliseconds. */
const CODE_LIFETIME = 60_000;

export const oauth = [
  /** Changes nothing. It is a POST because it makes this server ask the app's. */
  route({
    method: "POST",
    path: "/oauth/request",
    in: "signedIn",
    needs: null,
    body: jsonBody(schemas.oauthQuery),
    answer: jsonAnswer(schemas.oauthRequest),
    run: async ({ env, request, body }) => {
      const { origin } = new URL(request.url);
      const read = await readRequest(env, origin, body);
      if ("error" in read) return { type: "refused" as const, redirect: redirectTo(body, origin, read) };
      return { type: "ask" as const, app: read.client.app, scopes: read.scopes };
    },
  }),
  /** The request is checked again: the page has only shown it. */
  route({
    method: "POST",
    path: "/oauth/consent",
    in: "signedIn",
    needs: null,
    body: jsonBody(schemas.oauthConsent),
    answer: jsonAnswer(schemas.oauthRedirect),
    run: async ({ env, request, principal, body: { query, grant } }) => {
      const { origin } = new URL(request.url);
      const read = await readRequest(env, origin, query);
      if ("error" in read) return { redirect: redirectTo(query, origin, read) };
      if (grant === null) return { redirect: redirectTo(query, origin, { error: "access_denied" }) };
      const { organization, scopes } = grant;
      if (!scopes.every((scope) => read.scopes.includes(scope)))
        throw new Problem("bad_type", "The app has not asked for that.");
      const directory = openDirectory(env.DB);
      if ((await findMembership(directory, organization, principal.user)) === null) throw notFound();
      const code = makeToken();
      await createCode(directory, {
        codeHash: await hashToken(code),
        client: read.client.id,
        clientName: read.client.app.name,
        redirectUri: query.redirect_uri,
        challenge: read.challenge,
        ...{ organization, user: principal.user, scopes, expiresAt: Date.now() + CODE_LIFETIME },
      });
      return { redirect: redirectTo(query, origin, { code }) };
    },
  }),
];
