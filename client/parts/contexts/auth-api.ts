import { t } from "../../words/problems.ts";
import { send } from "../lib/http.ts";
import { OwnProblem } from "../lib/own-problem.ts";
import { problemText } from "../lib/problem-text.ts";

/** Calls better-auth's own routes. Their responses do not use the envelope of this API. */
export async function signUp(person: { name: string; email: string; password: string }): Promise<void> {
  await postAuth("/api/auth/sign-up/email", person);
}

/** `code`: the account has a second factor, which the server asks for now. */
export async function signIn(person: { email: string; password: string }): Promise<"done" | "code"> {
  const { twoFactorRedirect } = await postAuth<{ twoFactorRedirect?: boolean }>(
    "/api/auth/sign-in/email",
    person,
  );
  return twoFactorRedirect === true ? "code" : "done";
}

export async function signOut(): Promise<void> {
  const { ok, status } = await send("POST", "/api/auth/sign-out", {});
  if (status === 409) throw new OwnProblem("other_person", t("otherPerson"));
  if (!ok && status !== 401) throw new OwnProblem("unavailable", t("stillSignedIn"));
}

/** Calls a route of better-auth. Throws `OwnProblem` with a sentence for the person. */
export async function postAuth<Data>(path: string, body: object): Promise<Data> {
  const response = await send("POST", path, body);
  if (response.ok) {
    const data: Data = await response.json();
    return data;
  }
  const code =
    response.status === 429 ? "rate_limited" : response.status >= 500 ? "internal" : "unauthenticated";
  throw new OwnProblem(code, await explain(response));
}

async function explain(response: Response): Promise<string> {
  if (response.status >= 500) return t("serverProblem");
  try {
    const body: unknown = await response.json();
    const found = typeof body === "object" && body !== null ? refusalIn(body) : undefined;
    return found === undefined ? t("didNotWork") : problemText(found, t("didNotWork"));
  } catch {
    return t("didNotWork");
  }
}

/** Reads the error: `{ code, message }` from better-auth, `{ error: { code, message } }` from this server's error handler in front of it. */
function refusalIn(
  body: object,
): { code: string; message: string; retryAfter: number | undefined } | undefined {
  if ("message" in body && typeof body.message === "string") {
    const code = "code" in body && typeof body.code === "string" ? body.code : "";
    const retryAfter =
      "retryAfter" in body && typeof body.retryAfter === "number" ? body.retryAfter : undefined;
    return { code, message: body.message, retryAfter };
  }
  return "error" in body && typeof body.error === "object" && body.error !== null
    ? refusalIn(body.error)
    : undefined;
}
