import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import { keyPaths, type MadeKey, type NewKey } from "../../../shared/keys.ts";
import { CAPABILITIES } from "../../../shared/permissions.ts";
import type { Person } from "./person.ts";
import { Visitor } from "./visitor.ts";

/** A program that sends a key, and as no browser does, no origin and no cookie. */
export class Program extends Visitor {
  override readonly origin = null;

  constructor(secret: string, header: "authorization" | "x-api-key" = "authorization") {
    super();
    this.headers =
      header === "authorization" ? { authorization: `Bearer ${secret}` } : { "x-api-key": secret };
  }
}

/** A key of this person, or of a service account, and a program that uses it. */
export async function makeKey(
  by: Person,
  organization: OrganizationId,
  {
    scopes = [...CAPABILITIES],
    ...other
  }: { [Name in keyof NewKey]?: NewKey[Name] | undefined } & { service?: UserId } = {},
): Promise<{ key: MadeKey; program: Program }> {
  const sent = { name: "a program", days: null, scopes, ...other };
  const key = await by.must(by.post<MadeKey>(keyPaths.all(organization), sent));
  return { key, program: new Program(key.secret) };
}
