/** API keys and service accounts, as the HTTP API shows them. */
import type { OrganizationRole } from "./api.ts";
import type { KeyId, OrganizationId, UserId } from "./ids.ts";
import type { Capability } from "./permissions.ts";

/** Requests that a key may make within a minute, unless it was given another number. */
export const KEY_REQUESTS = 600;
export const MAX_KEY_REQUESTS = 6_000;
/** Keys that a person or a service account has at most in an organization. Ended ones do not count. */
export const MAX_KEYS = 20;
/** Service accounts of an organization. */
export const MAX_SERVICES = 50;
export const MAX_KEY_LIFETIME_DAYS = 366;
/** How long the old secret works beside the new one at most, hours. */
export const MAX_ROTATION_OVERLAP_HOURS = 7 * 24;

export type KeyState = "active" | "expired" | "revoked";

/** Whom a key acts as: the person who made it, or a service account. */
export interface KeyOwner {
  id: UserId;
  name: string;
  kind: "person" | "service";
}

/** A key as it is listed. The secret is shown once, when it is made. Times are milliseconds since 1970. */
export interface ApiKey {
  id: KeyId;
  name: string;
  /** The last four characters of the secret. */
  ending: string;
  scopes: Capability[];
  /** Requests within a minute. */
  perMinute: number;
  owner: KeyOwner;
  createdBy: UserId;
  createdAt: number;
  /** Null: it does not expire. */
  expiresAt: number | null;
  /** When it was last used, to within a minute; null if never. */
  usedAt: number | null;
  state: KeyState;
  /** Until when the secret before the last rotation works; null if it does not. */
  previousUntil: number | null;
  /** The host of the app that the person has let in with OAuth. Then nobody holds a secret. Null: it is a key that somebody has made. */
  app: string | null;
}

/** `secret`: what a program sends. It cannot be shown again. */
export interface MadeKey extends ApiKey {
  secret: string;
}

/**
 * `GET …/keys` → ApiKey[]: one's own; owners and admins see all of the organization. Keys that have ended stay in the list for 30 days.
 * `POST …/keys` NewKey → MadeKey. `POST …/keys/:key/rotation` RotateKey → MadeKey. `DELETE …/keys/:key` → null: ends it.
 * Only people do this, never a key.
 */
export interface NewKey {
  name: string;
  scopes: Capability[];
  /** Null: it does not expire. */
  days: number | null;
  perMinute?: number | undefined;
  /** The service account that it acts as: owners and admins. Without it, the key acts as the person who makes it. */
  service?: UserId | undefined;
}

export interface RotateKey {
  /** How long the old secret works beside the new one, hours. 0: it ends now. */
  overlapHours: number;
}

/** `GET /api/account/keys` → OwnKey[]: one's own keys in all organizations. `DELETE /api/account/keys/:key` → null. */
export interface OwnKey extends ApiKey {
  organization: { id: OrganizationId; name: string };
}

/** A member without a password: a bot with a name and a face, which acts by its keys alone. */
export interface Service {
  id: UserId;
  name: string;
  role: OrganizationRole;
  createdAt: number;
  /** The version of its picture; missing if there is none. */
  picture?: string | undefined;
  /** Active keys. */
  keys: number;
}

/**
 * `GET …/services` → Service[]. `POST …/services` NewService → Service. `PATCH …/services/:service` `{ name }` → Service.
 * `PUT …/services/:service/picture`, `DELETE …/services/:service/picture`. `DELETE …/services/:service` → null: its keys end, and it leaves
 * the organization. Owners and admins.
 */
export interface NewService {
  name: string;
  role: "admin" | "member";
}

/** `GET /api/v1/me` → WhoAmI: whom the request acts as. */
export interface WhoAmI {
  user: { id: UserId; name: string };
  organization: { id: OrganizationId; name: string; role: OrganizationRole };
  /** What the caller may do: what both the role and the key's scopes allow. */
  capabilities: Capability[];
  /** Missing if the caller is signed in with a session. */
  key?: { id: KeyId; name: string; expiresAt: number | null } | undefined;
}

export const keyPaths = {
  all: (organization: OrganizationId) => `/api/organizations/${organization}/keys`,
  one: (organization: OrganizationId, key: KeyId) => `/api/organizations/${organization}/keys/${key}`,
  rotation: (organization: OrganizationId, key: KeyId) =>
    `/api/organizations/${organization}/keys/${key}/rotation`,
  services: (organization: OrganizationId) => `/api/organizations/${organization}/services`,
  service: (organization: OrganizationId, service: UserId) =>
    `/api/organizations/${organization}/services/${service}`,
  servicePicture: (organization: OrganizationId, service: UserId) =>
    `/api/organizations/${organization}/services/${service}/picture`,
  own: "/api/account/keys",
  ownKey: (key: KeyId) => `/api/account/keys/${key}`,
};
