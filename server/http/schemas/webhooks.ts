import * as z from "zod";
import {
  MAX_WEBHOOK_ADDRESS,
  MAX_WEBHOOK_NAME,
  MAX_WEBHOOK_OVERLAP,
  MAX_WEBHOOK_ROOMS,
} from "../../../shared/limits.ts";
import { ROOM_KINDS } from "../../../shared/permissions.ts";
import {
  type Delivery,
  type DeliveryPage,
  type DeliveryTry,
  type NewWebhook,
  TEST_EVENT,
  type Webhook,
  WEBHOOK_EVENTS,
  WEBHOOK_OFF,
} from "../../../shared/webhooks.ts";
import * as fields from "./fields.ts";

const settings = {
  name: fields.name.pipe(z.string().max(MAX_WEBHOOK_NAME)),
  /** https. What is allowed is checked with the server's settings. */
  address: z.string().trim().max(MAX_WEBHOOK_ADDRESS),
  events: z
    .array(z.enum(WEBHOOK_EVENTS))
    .min(1)
    .transform((events) => WEBHOOK_EVENTS.filter((event) => events.includes(event))),
  rooms: z
    .array(fields.roomId)
    .min(1)
    .max(MAX_WEBHOOK_ROOMS)
    .transform((rooms) => [...new Set(rooms)])
    .nullable(),
  kinds: z
    .array(z.enum(ROOM_KINDS))
    .min(1)
    .transform((kinds) => ROOM_KINDS.filter((kind) => kinds.includes(kind)))
    .nullable(),
};

export const newWebhook = z
  .object({
    ...settings,
    rooms: settings.rooms.default(null),
    kinds: settings.kinds.default(null),
  })
  .meta({ id: "NewWebhook" });
export const webhookChange = z
  .object({ ...settings, on: z.boolean() })
  .partial()
  .extend({ revision: fields.version })
  .meta({ id: "WebhookChange" });

export const webhook: z.ZodType<Webhook> = z
  .strictObject({
    id: fields.webhookId,
    revision: fields.version,
    name: z.string(),
    address: z.string(),
    events: z.array(z.enum(WEBHOOK_EVENTS)),
    rooms: z.array(fields.roomId).nullable(),
    kinds: z.array(z.enum(ROOM_KINDS)).nullable(),
    createdAt: fields.time,
    by: fields.userId,
    off: z.enum(WEBHOOK_OFF).nullable(),
    offAt: fields.time.nullable(),
    previousSecretUntil: fields.time.nullable(),
    deliveredAt: fields.time.nullable(),
    failingSince: fields.time.nullable(),
    waiting: fields.count,
    lost: fields.count,
  })
  .meta({ id: "Webhook" });

/** The secret as packages for Standard Webhooks read it. It is shown once. */
export const madeWebhook: z.ZodType<NewWebhook> = z
  .strictObject({ webhook, secret: z.string() })
  .meta({ id: "MadeWebhook" });

/** How long the previous secret signs too, milliseconds. */
export const rotation = z.object({
  overlap: z
    .int()
    .min(0)
    .max(MAX_WEBHOOK_OVERLAP)
    .default(24 * 60 * 60_000),
});

const attempt: z.ZodType<DeliveryTry> = z
  .strictObject({
    at: fields.time,
    ms: fields.count,
    status: z.int().nullable(),
    error: z.enum(["refused", "redirected", "timeout", "unreachable"]).exactOptional(),
    answer: z.string().exactOptional(),
  })
  .meta({ id: "DeliveryTry" });

const deliveryState = z.enum(["waiting", "delivered", "failed", "dropped"]).meta({ id: "DeliveryState" });

export const delivery: z.ZodType<Delivery> = z
  .strictObject({
    id: fields.version,
    event: fields.webhookEventId,
    type: z.enum([...WEBHOOK_EVENTS, TEST_EVENT]),
    room: fields.roomId.nullable(),
    at: fields.time,
    state: deliveryState,
    reason: z.enum(["tries", "off", "hidden", "loop"]).nullable(),
    attempts: fields.count,
    tries: z.array(attempt),
    nextAt: fields.time.nullable(),
  })
  .meta({ id: "Delivery" });

export const deliveryPage: z.ZodType<DeliveryPage> = z
  .strictObject({
    deliveries: z.array(delivery),
    more: z.boolean(),
  })
  .meta({ id: "DeliveryPage" });

export const deliveriesAsked = z.object({
  before: z.coerce.number().int().min(1).optional(),
  state: deliveryState.optional(),
});

export const replayAsked = z.object({ since: fields.time });
export const replayed = z.strictObject({ count: fields.count });
