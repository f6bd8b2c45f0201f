import * as z from "zod";
import {
  LANGUAGES,
  TIME_FORMATS,
  type Account,
  type AccountSession,
  type Display,
  type EmailChange,
  type ResetLink,
  type SignInHelp,
} from "../../../shared/account.ts";
import { isMailAddress } from "../../notify/mime.ts";
import * as fields from "./fields.ts";

export const display: z.ZodType<Display> = z.strictObject({
  language: z.enum(LANGUAGES),
  timeFormat: z.enum(TIME_FORMATS),
});

export const account: z.ZodType<Account> = z.strictObject({
  id: fields.userId,
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  picture: z.string().nullable(),
  display,
  twoFactor: z.boolean(),
  recoveryCodes: fields.count,
  createdAt: fields.time,
  passwordChangedAt: fields.time,
  mail: z.boolean(),
  memory: z.boolean(),
});

export const changeAccount = z.object({
  name: fields.name.optional(),
  display: display.optional(),
  memory: z.boolean().optional(),
});

export const picture = z.strictObject({ picture: z.string() });

export const session: z.ZodType<AccountSession> = z.strictObject({
  id: z.string(),
  userAgent: z.string(),
  address: z.string(),
  createdAt: fields.time,
  usedAt: fields.time,
  isCurrent: z.boolean(),
});

/** Compared in lower case, as better-auth does it. */
export const email = z.string().transform((written, context) => {
  const cleaned = written.trim().toLowerCase();
  if (isMailAddress(cleaned) && cleaned.slice(cleaned.indexOf("@")).includes(".")) return cleaned;
  context.addIssue({ code: "custom", message: "no address" });
  return z.NEVER;
});

const password = z.string().min(1).max(1_000);

export const changeEmail = z.object({ email, password });
export const emailChange: z.ZodType<EmailChange> = z.strictObject({ result: z.enum(["changed", "sent"]) });
export const deleteAccount = z.object({ password });
export const resetMail = z.object({ email });
export const help: z.ZodType<SignInHelp> = z.strictObject({ mail: z.boolean() });
export const confirmed = z.strictObject({ email: z.string() });
/** As better-auth has it for new passwords. */
export const newPassword = z.object({ token: z.string(), password: z.string().min(8).max(200) });
export const resetLink: z.ZodType<ResetLink> = z.strictObject({ token: z.string(), expiresAt: fields.time });
