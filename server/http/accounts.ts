import { Hono } from "hono";
import { authOf } from "../principals/accounts/auth.ts";
import { limitByAddress, limitSignIns } from "./sign-in-limits.ts";
import type { Edge, EdgeContext } from "./context.ts";
import { pushRevocations } from "./push-revocations.ts";

const signUps = limitByAddress("sign-up", (limits) => limits.signUpsPerAddress);
const passwordChanges = limitByAddress("password change", (limits) => limits.signInsPerPair);

/** `/api/auth`: the endpoints of better-auth that the app uses, each listed explicitly. better-auth creates the answers. */
export const accounts = new Hono<Edge>()
  .get("/get-session", answer)
  .get("/list-sessions", answer)
  .post("/sign-up/email", signUps, answer)
  .post("/sign-in/email", limitSignIns, answer)
  .post("/sign-out", answerAndRevoke)
  .post("/change-password", passwordChanges, answerAndRevoke)
  .post("/revoke-session", answerAndRevoke)
  .post("/revoke-sessions", answerAndRevoke)
  .post("/revoke-other-sessions", answerAndRevoke);

function answer(c: EdgeContext): Promise<Response> {
  return authOf(c.env).handler(c.req.raw);
}

/** For endpoints that delete sessions. A database trigger records the revoked sessions; their sockets are closed before the answer. */
async function answerAndRevoke(c: EdgeContext): Promise<Response> {
  const response = await answer(c);
  if (response.ok) await pushRevocations(c.env, (work) => c.executionCtx.waitUntil(work));
  return response;
}
