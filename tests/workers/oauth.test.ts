/** Apps that a person lets in with OAuth, to `/mcp`: with the official client, and with what others would try. */
import {
  auth,
  Client,
  StreamableHTTPClientTransport,
  type OAuthClientProvider,
  type OAuthTokens,
} from "@modelcontextprotocol/client";
import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { keyPaths, type OwnKey } from "../../shared/keys.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import { oauthPaths, type OAuthQuery, type OAuthRequest, type OAuthScope } from "../../shared/oauth.ts";
import { encodeBase64Url } from "../../server/directory/encodings.ts";
import { sweep } from "../../server/sweep.ts";
import { rpc } from "./support/mcp-client.ts";
import { signUp, team, type Person } from "./support/person.ts";
import { codeOf, ORIGIN } from "./support/visitor.ts";
import { Receiver } from "./support/webhooks.ts";

const LIST = { jsonrpc: "2.0", id: 1, method: "tools/list" };
const RETURN = "http://127.0.0.1:33418/callback";
const VERIFIER = "a-verifier-that-is-long-enough-to-be-one-0123456789";

let ada: Person;
let organization: OrganizationId;
let app: Receiver;

beforeAll(async () => {
  const made = await team();
  ada = made.ada;
  organization = made.organization.id;
});

const documentOf = (other: object = {}) => ({
  client_id: app.address,
  client_name: "Notebook",
  redirect_uris: ["https://notebook.example/callback", "http://127.0.0.1/callback", "notebook:/callback"],
  token_endpoint_auth_method: "none",
  ...other,
});
const describeApp = (document: object) =>
  app.plan({ headers: { "content-type": "application/json" }, body: JSON.stringify(document) });

beforeEach(async () => {
  app = new Receiver();
  await describeApp(documentOf());
});

async function challengeOf(verifier: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return encodeBase64Url(new Uint8Array(hash));
}

const queryOf = async (other: Partial<OAuthQuery> = {}): Promise<OAuthQuery> => ({
  ...{ client_id: app.address, redirect_uri: RETURN, response_type: "code", state: "s-1" },
  ...{ code_challenge: await challengeOf(VERIFIER), code_challenge_method: "S256" },
  ...{ scope: "read write", resource: `${ORIGIN}/mcp` },
  ...other,
});

const look = (query: OAuthQuery, who = ada) => who.post<OAuthRequest>(oauthPaths.request, query);

async function consent(query: OAuthQuery, scopes: OAuthScope[] = ["read", "write"]): Promise<URL> {
  const body = { query, grant: { organization, scopes } };
  return new URL((await ada.must(ada.post<{ redirect: string }>(oauthPaths.consent, body))).redirect);
}

const codeIn = (redirect: URL): string => redirect.searchParams.get("code") ?? "";

async function token(form: Record<string, string>, path = "/oauth/token") {
  const response = await exports.default.fetch(`${ORIGIN}${path}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", "cf-connecting-ip": "10.1.2.3" },
    body: new URLSearchParams(form).toString(),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
}

const codeForm = (code: string) => ({
  ...{ grant_type: "authorization_code", code, code_verifier: VERIFIER },
  ...{ client_id: app.address, redirect_uri: RETURN },
});
const refreshForm = (refresh: string) => ({
  ...{ grant_type: "refresh_token", refresh_token: refresh, client_id: app.address },
});

async function letIn(scopes?: OAuthScope[]): Promise<OAuthTokens & { refresh_token: string }> {
  const { status, body } = await token(codeForm(codeIn(await consent(await queryOf(), scopes))));
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}

const listTools = (access: string) => rpc(LIST, { authorization: `Bearer ${access}` });
const ownKeys = () => ada.must(ada.get<OwnKey[]>(keyPaths.own));

describe("the official client", () => {
  it("OAUTH-1: finds out how to get in, is let in by a person, and calls a tool", async () => {
    let saved: OAuthTokens | undefined;
    let verifier = "";
    let opened: URL | undefined;
    const provider: OAuthClientProvider = {
      redirectUrl: RETURN,
      clientMetadataUrl: app.address,
      clientMetadata: { redirect_uris: [RETURN], token_endpoint_auth_method: "none" },
      clientInformation: () => ({ client_id: app.address }),
      tokens: () => saved,
      saveTokens: (tokens) => void (saved = tokens),
      redirectToAuthorization: (url) => void (opened = url),
      saveCodeVerifier: (made) => void (verifier = made),
      codeVerifier: () => verifier,
    };
    const fetchFn = (input: string | URL, init?: RequestInit) =>
      exports.default.fetch(new Request(input, init));
    const settings = { serverUrl: `${ORIGIN}/mcp`, fetchFn };
    expect(await auth(provider, settings)).toBe("REDIRECT");
    expect(opened?.pathname).toBe("/oauth/authorize");
    const asked = Object.fromEntries(opened?.searchParams ?? []) as unknown as OAuthQuery;
    expect(await ada.must(look(asked))).toMatchObject({
      type: "ask",
      app: { name: "Notebook", returnsTo: null },
    });
    const redirect = await consent(asked);
    const iss = redirect.searchParams.get("iss") ?? "";
    expect(await auth(provider, { ...settings, authorizationCode: codeIn(redirect), iss })).toBe(
      "AUTHORIZED",
    );
    const client = new Client({ name: "Notebook", version: "1" }, { versionNegotiation: { mode: "auto" } });
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${ORIGIN}/mcp`), { authProvider: provider, fetch: fetchFn }),
    );
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain("ask");
  });

  it("OAUTH-1: both documents say where everything is", async () => {
    const read = async (path: string) => (await exports.default.fetch(`${ORIGIN}${path}`)).json();
    expect(await read("/.well-known/oauth-protected-resource/mcp")).toMatchObject({
      resource: `${ORIGIN}/mcp`,
      authorization_servers: [ORIGIN],
    });
    expect(await read("/.well-known/oauth-authorization-server")).toMatchObject({
      issuer: ORIGIN,
      code_challenge_methods_supported: ["S256"],
      client_id_metadata_document_supported: true,
    });
  });
});

describe("the request of an app", () => {
  it("OAUTH-2: an app is known by the document at its client id, and nobody is led to what it does not name", async () => {
    const cases: [object, Partial<OAuthQuery>][] = [
      [documentOf({ client_id: "https://other.example/app" }), {}],
      [documentOf({ redirect_uris: ["https://other.example/callback"] }), {}],
      [documentOf({ token_endpoint_auth_method: "client_secret_post" }), {}],
      [documentOf(), { redirect_uri: "https://notebook.example/callback/" }],
      [documentOf(), { redirect_uri: "https://notebook.example/callback?x=1" }],
      [documentOf(), { redirect_uri: "http://127.0.0.1:1/other" }],
      [documentOf(), { redirect_uri: "http://127.0.0.1.evil.example/callback" }],
      [documentOf({ redirect_uris: ["javascript:alert(1)"] }), { redirect_uri: "javascript:alert(1)" }],
      [documentOf({ redirect_uris: ["http://evil.example/"] }), { redirect_uri: "http://evil.example/" }],
      [documentOf({ redirect_uris: ["data:text/html,x"] }), { redirect_uri: "data:text/html,x" }],
      [{}, {}],
    ];
    for (const [document, other] of cases) {
      await describeApp(document);
      const query = await queryOf(other);
      expect([other, codeOf(await look(query))]).toEqual([other, "bad_type"]);
      const grant = { organization, scopes: ["read"] };
      expect(codeOf(await ada.post(oauthPaths.consent, { query, grant }))).toBe("bad_type");
    }
  });

  it("OAUTH-2: a client id in a private network, without a path, or behind a redirect is none", async () => {
    for (const client_id of [
      "https://127.0.0.1/app",
      "http://notebook.example/app",
      "https://notebook.example/",
      "https://notebook.example/app#x",
      "https://notebook.example/a/../app",
      "notebook",
    ])
      expect(codeOf(await look(await queryOf({ client_id })))).toBe("bad_type");
    await app.plan({ status: 302, headers: { location: "http://169.254.169.254/" } });
    expect(codeOf(await look(await queryOf()))).toBe("bad_type");
    await app.plan({ body: `"${"x".repeat(100_000)}"` });
    expect(codeOf(await look(await queryOf()))).toBe("bad_type");
  });

  it("OAUTH-3: an app that does not use PKCE with S256, or asks for something else, is told so", async () => {
    for (const [other, error] of [
      [{ code_challenge: undefined }, "invalid_request"],
      [{ code_challenge_method: "plain" }, "invalid_request"],
      [{ code_challenge_method: undefined }, "invalid_request"],
      [{ response_type: "token" }, "unsupported_response_type"],
      [{ scope: "manage" }, "invalid_scope"],
      [{ resource: "https://other.example/mcp" }, "invalid_target"],
    ] as const) {
      const found = await ada.must(look(await queryOf(other)));
      if (found.type !== "refused") throw new Error("it was not refused");
      const { searchParams, origin } = new URL(found.redirect);
      expect(origin).toBe("http://127.0.0.1:33418");
      expect([searchParams.get("error"), searchParams.get("state"), searchParams.get("iss")]).toEqual([
        error,
        "s-1",
        ORIGIN,
      ]);
    }
  });

  it("OAUTH-3: the page is told who asks, for what, and where it leads", async () => {
    await describeApp(documentOf({ client_name: "Note\u202ebook\u0000" }));
    const query = await queryOf({ redirect_uri: "https://notebook.example/callback", scope: "read" });
    expect(await ada.must(look(query))).toEqual({
      type: "ask",
      app: { name: "Notebook", host: new URL(app.address).host, returnsTo: "notebook.example" },
      scopes: ["read"],
    });
  });

  it("OAUTH-4: only a person who is signed in lets an app in, into their own organization, for what it asked", async () => {
    const query = await queryOf({ scope: "read" });
    const mallory = await signUp("mallory");
    await mallory.found();
    const body = (scopes: string[]) => ({ query, grant: { organization, scopes } });
    expect(codeOf(await mallory.post(oauthPaths.consent, body(["read"])))).toBe("not_found");
    expect(codeOf(await ada.post(oauthPaths.consent, body(["read", "write"])))).toBe("bad_type");
    const { access_token } = await letIn();
    const headers = { authorization: `Bearer ${access_token}`, "content-type": "application/json" };
    const byApp = await exports.default.fetch(`${ORIGIN}${oauthPaths.consent}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body(["read"])),
    });
    // An access token works at /mcp alone (OAUTH-6).
    expect(byApp.status).toBe(401);
    const refusal = await ada.must(
      ada.post<{ redirect: string }>(oauthPaths.consent, { query, grant: null }),
    );
    expect(new URL(refusal.redirect).searchParams.get("error")).toBe("access_denied");
  });
});

describe("codes and tokens", () => {
  it("OAUTH-5: a code works once, for its app, its address and its verifier, and a second use ends the access", async () => {
    for (const other of [
      { code_verifier: "another-verifier-that-is-long-enough-0123456789" },
      { client_id: "https://other.example/app" },
      { redirect_uri: "http://127.0.0.1:1/callback" },
    ]) {
      const code = codeIn(await consent(await queryOf()));
      const { status, body } = await token({ ...codeForm(code), ...other });
      expect([status, body.error]).toEqual([400, "invalid_grant"]);
    }
    const code = codeIn(await consent(await queryOf()));
    const first = await token(codeForm(code));
    expect(first.body).toMatchObject({ token_type: "Bearer", expires_in: 3_600, scope: "read write" });
    expect(first.headers.get("cache-control")).toBe("no-store");
    expect((await listTools(first.body.access_token)).status).toBe(200);
    expect((await token(codeForm(code))).body.error).toBe("invalid_grant");
    expect((await listTools(first.body.access_token)).status).toBe(401);
    expect((await token(refreshForm(first.body.refresh_token))).body.error).toBe("invalid_grant");
  });

  it("OAUTH-5: a code that is too old does not work, and is forgotten", async () => {
    const code = codeIn(await consent(await queryOf()));
    await env.DB.prepare("UPDATE oauth_codes SET expires_at = 1").run();
    expect((await token(codeForm(code))).body.error).toBe("invalid_grant");
    await sweep(env, Date.now());
    expect(await env.DB.prepare("SELECT count(*) AS n FROM oauth_codes").first("n")).toBe(0);
  });

  it("OAUTH-6: an access token opens /mcp and nothing else, for an hour", async () => {
    const { access_token, refresh_token } = await letIn();
    for (const path of ["/api/v1/me", "/api/v1/rooms", "/v1/models", "/api/me"]) {
      const headers = { authorization: `Bearer ${access_token}` };
      expect([path, (await exports.default.fetch(`${ORIGIN}${path}`, { headers })).status]).toEqual([
        path,
        401,
      ]);
    }
    expect((await listTools(refresh_token)).status).toBe(401);
    await env.DB.prepare("UPDATE oauth_grants SET access_until = 1").run();
    const late = await listTools(access_token);
    expect(late.status).toBe(401);
    expect(late.headers.get("www-authenticate")).toContain('error="invalid_token"');
    const { body } = await token(refreshForm(refresh_token));
    expect((await listTools(body.access_token)).status).toBe(200);
  });

  it("OAUTH-7: a refresh token works once; a copy that is used later ends the access of both", async () => {
    const { refresh_token } = await letIn();
    const other = await token({ ...refreshForm(refresh_token), client_id: "https://other.example/app" });
    expect(other.body.error).toBe("invalid_grant");
    const { body } = await token(refreshForm(refresh_token));
    expect((await listTools(body.access_token)).status).toBe(200);
    expect((await token(refreshForm(refresh_token))).body.error).toBe("invalid_grant");
    expect((await listTools(body.access_token)).status).toBe(401);
    expect((await token(refreshForm(body.refresh_token))).body.error).toBe("invalid_grant");
  });

  it("OAUTH-7: of two that refresh at once, one gets tokens", async () => {
    const { refresh_token } = await letIn();
    const both = await Promise.all([token(refreshForm(refresh_token)), token(refreshForm(refresh_token))]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it("OAUTH-8: the scopes that the person chose hold", async () => {
    const { access_token, scope } = await letIn(["read"]);
    expect(scope).toBe("read");
    const { text } = await listTools(access_token);
    expect(text).toContain("list_rooms");
    expect(text).not.toContain("post_message");
  });

  it("OAUTH-9: the access is listed among the person's keys, and ends there", async () => {
    const { access_token, refresh_token } = await letIn();
    const [listed] = (await ownKeys()).filter(({ state }) => state === "active");
    expect(listed).toMatchObject({
      name: "Notebook",
      app: new URL(app.address).host,
      scopes: ["read", "write"],
    });
    if (listed === undefined) throw new Error("it is not listed");
    const key = listed.id;
    const rotation = await ada.post(keyPaths.rotation(organization, key), { overlapHours: 0 });
    expect(codeOf(rotation)).toBe("conflict");
    await ada.must(ada.delete(keyPaths.ownKey(key)));
    expect((await listTools(access_token)).status).toBe(401);
    expect((await token(refreshForm(refresh_token))).body.error).toBe("invalid_grant");
  });

  it("OAUTH-9: an app ends its access itself, with either token", async () => {
    for (const which of ["access_token", "refresh_token"] as const) {
      const tokens = await letIn();
      expect((await token({ token: tokens[which] }, "/oauth/revoke")).status).toBe(200);
      expect((await listTools(tokens.access_token)).status).toBe(401);
    }
    expect((await token({ token: "nothing" }, "/oauth/revoke")).status).toBe(200);
  });

  it("OAUTH-9: whoever leaves the organization takes the access of their apps along", async () => {
    const grace = await signUp("grace");
    await grace.accept(await ada.invite(organization));
    const query = await queryOf();
    const body = { query, grant: { organization, scopes: ["read"] } };
    const { redirect } = await grace.must(grace.post<{ redirect: string }>(oauthPaths.consent, body));
    const { body: tokens } = await token(codeForm(codeIn(new URL(redirect))));
    expect((await listTools(tokens.access_token)).status).toBe(200);
    await ada.must(ada.delete(`/api/organizations/${organization}/people/${grace.id}`));
    expect((await listTools(tokens.access_token)).status).toBe(401);
    expect((await token(refreshForm(tokens.refresh_token))).body.error).toBe("invalid_grant");
  });

  it("OAUTH-10: what is no form, and a grant of another kind, are refused as OAuth says", async () => {
    const json = await exports.default.fetch(`${ORIGIN}/oauth/token`, { method: "POST", body: "{}" });
    expect([json.status, await json.json()]).toEqual([
      400,
      expect.objectContaining({ error: "invalid_request" }),
    ]);
    const { body } = await token({ grant_type: "password", username: "ada", password: "x" });
    expect(body.error).toBe("unsupported_grant_type");
  });
});
