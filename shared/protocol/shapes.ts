/** Shapes of fields that frames of rooms and of inboxes have in common. */
import * as z from "zod/mini";
import { isDeviceId } from "../ids.ts";
import type { DeviceId } from "../ids.ts";

// Content-Security-Policy forbids building code from strings, in Workers and in browsers.
z.config({ jitless: true });

export const ref = z.int().check(z.nonnegative());
const deviceId = z.custom<DeviceId>(isDeviceId);

export const draftEpoch = z.int().check(z.nonnegative());
export const base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/));

export const hello = z.object({
  type: z.literal("hello"),
  version: z.number(),
  device: deviceId,
  since: z.nullable(z.number()),
  epoch: z.nullable(z.string()),
});

export const ack = z.object({ type: z.literal("ack"), mark: z.number() });
