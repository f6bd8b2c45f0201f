/** What the tests of accounts ask for. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { accountPaths, type Account, type AccountSession } from "../../../shared/account.ts";
import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import { app } from "../../../server/app.ts";
import { type Person } from "./person.ts";
import { ORIGIN, type Visitor } from "./visitor.ts";

export const account = (person: Person) => person.must(person.get<Account>(accountPaths.account));
export const sessions = (person: Visitor) => person.must(person.get<AccountSession[]>(accountPaths.sessions));
export const patch = (person: Person, body: object) =>
  person.send<Account>("PATCH", accountPaths.account, body);

/** A request to a server that sends no mail. */
export async function withoutMail(who: Visitor, method: string, path: string, body?: object) {
  const context = createExecutionContext();
  const headers = new Headers({ origin: ORIGIN, cookie: who.cookie, ...who.headers });
  if (body !== undefined) headers.set("content-type", "application/json");
  const request = new Request(`${ORIGIN}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await app.fetch(request, { ...env, MAIL_FROM: "" }, context);
  await waitOnExecutionContext(context);
  return { status: response.status, body: await response.json<Record<string, unknown>>() };
}

export async function putPicture(person: Person, bytes: Uint8Array<ArrayBuffer>) {
  const response = await app.fetch(
    new Request(`${ORIGIN}${accountPaths.picture}`, {
      method: "PUT",
      headers: {
        ...{ origin: ORIGIN, cookie: person.cookie, "content-type": "application/octet-stream" },
        ...{ "content-length": String(bytes.length), "x-file-name": "me.png" },
      },
      body: bytes,
    }),
    env,
    createExecutionContext(),
  );
  return { status: response.status, body: await response.json<{ data: { picture: string } }>() };
}

export const getPicture = (
  who: Visitor,
  organization: OrganizationId,
  person: UserId,
  headers: Record<string, string> = {},
) =>
  app.fetch(
    new Request(`${ORIGIN}${accountPaths.pictureOf(organization, person, "x")}`, {
      headers: { cookie: who.cookie, ...headers },
    }),
    env,
    createExecutionContext(),
  );
