import { Hono } from "hono";
import type { Env } from "../bindings/env.ts";
import { findPrincipal } from "../principals/find-principal.ts";
import { authOf } from "../principals/accounts/auth.ts";
import { askToConfirm } from "./ask-to-confirm.ts";
import {
  knowDevice,
  knowDeviceOfSecondStep,
  limitPasswordChanges,
  limitSignIns,
  limitSignUps,
} from "./sign-in-limits.ts";
import type { Edge, EdgeContext } from "./context.ts";
import { inSentences } from "./auth-sentences.ts";
import { assertFor, FOR } from "./assert-for.ts";
import { pushRevocations } from "./push-revocations.ts";

/** `/api/auth`: the endpoints of better-auth that the app uses, each listed explicitly. better-auth creates the answers. */
export const accounts = new Hono<Edge>()
  .get("/get-session", answer)
  .get("/list-sessions", answer)
  .post("/sign-up/email", limitSignUps, knowDevice, askToConfirm, answer)
  .post("/sign-in/email", limitSignIns, answer)
  .post("/sign-out", answerAndRevoke)
  .post("/change-password", limitPasswordChanges, answerAndRevoke)
  .post("/two-factor/enable", limitPasswordChanges, answerAndRevoke)
  .post("/two-factor/disable", limitPasswordChanges, answerAndRevoke)
  .post("/two-factor/generate-backup-codes", limitPasswordChanges, answerAndRevoke)
  .post("/two-factor/verify-totp", knowDeviceOfSecondStep, answerAndRevoke)
  .post("/two-factor/verify-backup-code", knowDeviceOfSecondStep, answerAndRevoke)
  .post("/revoke-session", answerAndRevoke)
  .post("/revoke-sessions", answerAndRevoke)
  .post("/revoke-other-sessions", answerAndRevoke);

async function answer(c: EdgeContext): Promise<Response> {
  return inSentences(await authOf(c.env).handler(c.req.raw));
}

/** A page that was opened for one person must not end the sessions of the person who is signed in now. */
async function assertForCaller(env: Env, headers: Headers): Promise<void> {
  const principal = headers.has(FOR.header) ? await findPrincipal(env, headers) : null;
  if (principal !== null) assertFor(principal, headers.get(FOR.header) ?? undefined);
}

/** For endpoints that delete sessions. A database trigger records the revoked sessions; their sockets are closed before the answer. */
async function answerAndRevoke(c: EdgeContext): Promise<Response> {
  await assertForCaller(c.env, c.req.raw.headers);
  const response = await answer(c);
  if (response.ok) await pushRevocations(c.env, (work) => c.executionCtx.waitUntil(work));
  return response;
}
