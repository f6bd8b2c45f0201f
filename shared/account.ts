/** The own account, as the API has it. */
import type { OrganizationId, UserId } from "./ids.ts";

/** The name that the messages of a deleted account have. Nobody can choose it. */
export const DELETED_ACCOUNT = "Deleted account";

/** `auto`: as the browser has it. */
export const LANGUAGES = ["auto", "en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** `auto`: as the language has it. */
export const TIME_FORMATS = ["auto", "12", "24"] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

export interface Display {
  language: Language;
  timeFormat: TimeFormat;
}

/** `GET /api/account` → Account. `PATCH /api/account` ChangeAccount → Account. */
export interface Account {
  id: UserId;
  name: string;
  email: string;
  /** The person has opened a link that was sent to this address. */
  emailVerified: boolean;
  /** The version of the picture; null for none. */
  picture: string | null;
  display: Display;
  twoFactor: boolean;
  /** Recovery codes that are left. */
  recoveryCodes: number;
  createdAt: number;
  passwordChangedAt: number;
  /** Whether this server sends mail. */
  mail: boolean;
  /** Whether anything about the person may be remembered, and used. */
  memory: boolean;
}
export interface ChangeAccount {
  name?: string | undefined;
  display?: Display | undefined;
  memory?: boolean | undefined;
}

/** `GET /api/account/sessions` → AccountSession[], this one first. `DELETE /api/account/sessions/:session`. */
export interface AccountSession {
  id: string;
  /** As the browser says it; empty if it says nothing. */
  userAgent: string;
  /** Network address; empty if it is unknown. */
  address: string;
  createdAt: number;
  usedAt: number;
  isCurrent: boolean;
}

/** `POST /api/account/email` ChangeEmail → EmailChange: `changed` at once where no mail is bound, else `sent` to the new address. */
export interface ChangeEmail {
  email: string;
  password: string;
}
export interface EmailChange {
  result: "changed" | "sent";
}

/** `POST /api/account/delete` DeleteAccount. The last owner of an organization cannot (`conflict`). */
export interface DeleteAccount {
  password: string;
}

/**
 * `GET /api/account-links/help` → SignInHelp, for the page of forgotten passwords.
 * `POST /api/account-links/reset-mail` {email} → null, whatever the address.
 * `POST /api/account-links/confirm` {token} → {email}
 * `POST /api/account-links/reset` {token, password} → null
 */
export interface SignInHelp {
  /** Whether a link can be sent by mail. Otherwise an owner of an organization makes one. */
  mail: boolean;
}

/** `POST /api/organizations/:organization/people/:person/reset-link` → ResetLink (owners). The link is `<origin>/reset-password#<token>`. */
export interface ResetLink {
  token: string;
  expiresAt: number;
}

export const accountPaths = {
  account: "/api/account",
  picture: "/api/account/picture",
  sessions: "/api/account/sessions",
  session: (session: string) => `/api/account/sessions/${session}`,
  email: "/api/account/email",
  confirmation: "/api/account/confirmation",
  export: "/api/account/export",
  delete: "/api/account/delete",
  help: "/api/account-links/help",
  resetMail: "/api/account-links/reset-mail",
  confirm: "/api/account-links/confirm",
  reset: "/api/account-links/reset",
  resetLink: (organization: OrganizationId, person: UserId) =>
    `/api/organizations/${organization}/people/${person}/reset-link`,
  pictureOf: (organization: OrganizationId, person: UserId, version: string) =>
    `/api/organizations/${organization}/people/${person}/picture?v=${version}`,
} as const;
