import * as z from "zod";
import type { IncomingWebhook, NewIncomingWebhook } from "../../../shared/incoming-webhooks.ts";
import * as fields from "./fields.ts";

export const newIncoming = z.object({ name: fields.name, room: fields.roomId });

export const incoming: z.ZodType<IncomingWebhook> = z.strictObject({
  id: fields.webhookId,
  name: z.string(),
  user: fields.userId,
  room: fields.roomId,
  roomName: z.string(),
  createdBy: fields.userId,
  createdAt: fields.time,
  usedAt: fields.time.nullable(),
});

/** The address has the secret. It is shown once. */
export const madeIncoming: z.ZodType<NewIncomingWebhook> = z.strictObject({
  webhook: incoming,
  address: z.string(),
});
