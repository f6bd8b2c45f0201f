import * as z from "zod";
import type { ApiKey, MadeKey, OwnKey, Service, WhoAmI } from "../../../shared/keys.ts";
import { MAX_KEY_LIFETIME_DAYS, MAX_KEY_REQUESTS, MAX_ROTATION_OVERLAP_HOURS } from "../../../shared/keys.ts";
import { CAPABILITIES } from "../../../shared/permissions.ts";
import * as fields from "./fields.ts";

const scopes = z.array(z.enum(CAPABILITIES));
const role = z.enum(["owner", "admin", "member"]);

export const newKey = z.object({
  name: fields.name,
  scopes: scopes.min(1).transform((sent) => CAPABILITIES.filter((scope) => sent.includes(scope))),
  days: z.int().min(1).max(MAX_KEY_LIFETIME_DAYS).nullable(),
  perMinute: z.int().min(1).max(MAX_KEY_REQUESTS).optional(),
  service: fields.userId.optional(),
});

export const rotateKey = z.object({ overlapHours: z.int().min(0).max(MAX_ROTATION_OVERLAP_HOURS) });

const keyFields = {
  id: fields.keyId,
  name: z.string(),
  ending: z.string(),
  scopes,
  perMinute: fields.count,
  owner: z.strictObject({ id: fields.userId, name: z.string(), kind: z.enum(["person", "service"]) }),
  createdBy: fields.userId,
  createdAt: fields.time,
  expiresAt: fields.time.nullable(),
  usedAt: fields.time.nullable(),
  state: z.enum(["active", "expired", "revoked"]),
  previousUntil: fields.time.nullable(),
  app: z.string().nullable(),
};

export const apiKey: z.ZodType<ApiKey> = z.strictObject(keyFields).meta({ id: "ApiKey" });
export const madeKey: z.ZodType<MadeKey> = z
  .strictObject({ ...keyFields, secret: z.string() })
  .meta({ id: "MadeKey" });
export const ownKey: z.ZodType<OwnKey> = z
  .strictObject({
    ...keyFields,
    organization: z.strictObject({ id: fields.organizationId, name: z.string() }),
  })
  .meta({ id: "OwnKey" });

export const newService = z.object({ name: fields.name, role: z.enum(["admin", "member"]) });
export const changeService = z.object({ name: fields.name });

export const service: z.ZodType<Service> = z
  .strictObject({
    id: fields.userId,
    name: z.string(),
    role,
    createdAt: fields.time,
    picture: z.string().optional(),
    keys: fields.count,
  })
  .meta({ id: "Service" });

export const whoAmI: z.ZodType<WhoAmI> = z
  .strictObject({
    user: z.strictObject({ id: fields.userId, name: z.string() }),
    organization: z.strictObject({ id: fields.organizationId, name: z.string(), role }),
    capabilities: scopes,
    key: z.strictObject({ id: fields.keyId, name: z.string(), expiresAt: fields.time.nullable() }).optional(),
  })
  .meta({ id: "WhoAmI" });
