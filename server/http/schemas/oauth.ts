import * as z from "zod";
import {
  OAUTH_SCOPES,
  type OAuthConsent,
  type OAuthQuery,
  type OAuthRequest,
} from "../../../shared/oauth.ts";
import * as fields from "./fields.ts";

const text = z.string().max(2_000);

export const oauthQuery: z.ZodType<OAuthQuery> = z.object({
  client_id: text,
  redirect_uri: text,
  response_type: text.optional(),
  code_challenge: text.optional(),
  code_challenge_method: text.optional(),
  scope: text.optional(),
  state: text.optional(),
  resource: text.optional(),
});

const scopes = z.array(z.enum(OAUTH_SCOPES));

export const oauthRequest: z.ZodType<OAuthRequest> = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("ask"),
    app: z.strictObject({ name: z.string(), host: z.string(), returnsTo: z.string().nullable() }),
    scopes,
  }),
  z.strictObject({ type: z.literal("refused"), redirect: z.string() }),
]);

export const oauthConsent: z.ZodType<OAuthConsent> = z.object({
  query: oauthQuery,
  grant: z
    .object({
      organization: fields.organizationId,
      scopes: scopes.min(1).transform((sent) => OAUTH_SCOPES.filter((scope) => sent.includes(scope))),
    })
    .nullable(),
});

export const oauthRedirect = z.strictObject({ redirect: z.string() });
