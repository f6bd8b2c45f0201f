/** Tokens by which a company's server says who a visitor is. */
import { errors, jwtVerify, type JWTPayload } from "jose";
import * as z from "zod";
import type { WidgetId } from "../../../shared/ids.ts";
import {
  CLOCK_SKEW,
  MAX_ATTRIBUTE,
  MAX_ATTRIBUTES,
  MAX_EMAIL_LENGTH,
  MAX_IDENTITY_LIFETIME,
  MAX_IDENTITY_TOKEN,
} from "../../../shared/limits.ts";
import { cleanName, normalizeText } from "../../../shared/text.ts";
import type { SignedIdentity } from "../../directory/visitor-row.ts";
import { Problem } from "../../problems/problem.ts";

/** A key of the widget, with its secret. */
export interface IdentityKey {
  id: string;
  secret: string;
}

export interface VerifiedIdentity extends SignedIdentity {
  /** When the token ends (milliseconds). */
  until: number;
  /** The token has a `jti`: one session may use it. */
  once: boolean;
  /** The key that signed it. */
  key: string;
}

const text = (most: number) =>
  z
    .string()
    .transform(normalizeText)
    .refine((value) => value.length <= most);
const scalar = z.union([text(MAX_ATTRIBUTE), z.number(), z.boolean()]);
const claims = z.object({
  sub: text(200).refine((value) => value.trim() !== ""),
  exp: z.number(),
  jti: z.string().optional(),
  name: z.string().optional(),
  email: z
    .string()
    .max(MAX_EMAIL_LENGTH)
    .refine((value) => value.includes("@"))
    .optional(),
  attributes: z
    .record(z.string().min(1).max(100), scalar)
    .refine((value) => Object.keys(value).length <= MAX_ATTRIBUTES)
    .optional(),
});

/** Throws `identity_refused` with the reason in words for the company's developer. */
export async function verifyIdentity(
  token: string,
  { widget, keys, now }: { widget: WidgetId; keys: readonly IdentityKey[]; now: number },
): Promise<VerifiedIdentity> {
  if (token.length > MAX_IDENTITY_TOKEN) throw refused("It is too long.");
  const { payload, key } = await verifySignature(token, widget, keys, now);
  const parsed = claims.safeParse(payload);
  if (!parsed.success) throw refused("Its claims do not have the documented form.");
  const { sub, exp, jti, name, email, attributes = {} } = parsed.data;
  const until = exp * 1_000;
  if (until > now + MAX_IDENTITY_LIFETIME + CLOCK_SKEW)
    throw refused("It is valid for too long: `exp` may be an hour ahead.");
  return {
    subject: sub,
    name: name === undefined ? null : cleanName(name),
    email: email ?? null,
    attributes,
    until,
    once: jti !== undefined,
    key,
  };
}

/** Only HS256 is taken, so that no token chooses how it is checked. During a rotation, one of two keys has signed it. */
async function verifySignature(
  token: string,
  widget: WidgetId,
  keys: readonly IdentityKey[],
  now: number,
): Promise<{ payload: JWTPayload; key: string }> {
  for (const { id, secret } of keys) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: ["HS256"],
        audience: widget,
        requiredClaims: ["sub", "exp", "aud"],
        clockTolerance: CLOCK_SKEW / 1_000,
        currentDate: new Date(now),
      });
      return { payload, key: id };
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw refused(reasonOf(error));
    }
  }
  throw refused(keys.length === 0 ? "This widget has no key." : "No key of this widget signed it.");
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return "It has expired.";
  if (error instanceof errors.JWTClaimValidationFailed)
    return error.claim === "aud"
      ? "It is for another widget."
      : `Its claim “${error.claim}” is missing or wrong.`;
  if (error instanceof errors.JOSEAlgNotAllowed) return "It is not signed with HS256.";
  return "It is not a signed token.";
}

const refused = (reason: string): Problem =>
  new Problem("identity_refused", `The visitor's identity is not valid. ${reason}`);
