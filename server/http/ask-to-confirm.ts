import { createMiddleware } from "hono/factory";
import * as z from "zod";
import { userId } from "./schemas/fields.ts";
import { isMailBound } from "../notify/mail.ts";
import { sendConfirmation } from "../principals/accounts/account-mail.ts";
import type { Edge } from "./context.ts";

const signedUp = z.object({ user: z.object({ id: userId, email: z.string() }) });

/** Sends a mail that confirms the address, after a sign-up. Nothing waits for it. */
export const askToConfirm = createMiddleware<Edge>(async (c, next) => {
  await next();
  if (!c.res.ok || !isMailBound(c.env)) return;
  const parsed = signedUp.safeParse(await c.res.clone().json());
  if (!parsed.success) return;
  const { id: user, email } = parsed.data.user;
  const origin = c.req.header("origin") ?? "";
  // It is logged, and the person can ask for another mail.
  c.executionCtx.waitUntil(sendConfirmation(c.env, { user, email, origin }).catch(() => undefined));
});
