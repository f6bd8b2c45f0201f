/** Apps that a person lets in with OAuth: what the page of consent asks and says. `docs/protocol/oauth.md` has the rules. */
import type { OrganizationId } from "./ids.ts";
import type { Capability } from "./permissions.ts";

/** What an app can ask for. */
export const OAUTH_SCOPES = ["read", "write"] as const satisfies readonly Capability[];
export type OAuthScope = (typeof OAUTH_SCOPES)[number];

/** The query of the page, as the app has written it. */
export interface OAuthQuery {
  client_id: string;
  redirect_uri: string;
  response_type?: string | undefined;
  code_challenge?: string | undefined;
  code_challenge_method?: string | undefined;
  scope?: string | undefined;
  state?: string | undefined;
  resource?: string | undefined;
}

/** `POST /api/oauth/request` OAuthQuery → OAuthRequest: checks the request of an app, and returns what a person is asked. */
export type OAuthRequest =
  | { type: "ask"; app: OAuthApp; scopes: OAuthScope[] }
  /** The request is not as it should be. The app is told there. */
  | { type: "refused"; redirect: string };

export interface OAuthApp {
  /** What it calls itself. Nobody has checked it. */
  name: string;
  /** The host of its client id, which it has proved to control. */
  host: string;
  /** Where the person is led, as its host; null: to an app on their own device. */
  returnsTo: string | null;
}

/** `POST /api/oauth/consent` → `{ redirect }`: where the page leads. */
export interface OAuthConsent {
  query: OAuthQuery;
  /** Null: the person has refused. */
  grant: { organization: OrganizationId; scopes: OAuthScope[] } | null;
}

export const oauthPaths = { request: "/api/oauth/request", consent: "/api/oauth/consent" };
