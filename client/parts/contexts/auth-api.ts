import { ParleyError } from "../../sdk/parley-error.ts";
import { send } from "../lib/http.ts";

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
  if (status === 409) throw new ParleyError("other_person", "Someone else is signed in here now.");
  if (!ok && status !== 401)
    throw new ParleyError("unavailable", "You are still signed in. Please try again.");
}

/** Calls a route of better-auth. Throws `ParleyError` with a sentence for the person. */
export async function postAuth<Data>(path: string, body: object): Promise<Data> {
  const response = await send("POST", path, body);
  if (response.ok) {
    const data: Data = await response.json();
    return data;
  }
  const code =
    response.status === 429 ? "rate_limited" : response.status >= 500 ? "internal" : "unauthenticated";
  throw new ParleyError(code, explain(response.status, await readMessage(response)));
}

function explain(status: number, message: string): string {
  if (status >= 500) return "Parley has a problem at the moment. Please try again.";
  return message;
}

async function readMessage(response: Response): Promise<string> {
  const fallback = "That did not work. Please check what you entered.";
  try {
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null ? (textOf(body) ?? fallback) : fallback;
  } catch {
    return fallback;
  }
}

/** Reads the error text: `{ message }` from better-auth, `{ error: { message } }` from this server's error handler in front of it. */
function textOf(body: object): string | undefined {
  if ("message" in body && typeof body.message === "string") return body.message;
  if ("error" in body && typeof body.error === "object" && body.error !== null) return textOf(body.error);
  return undefined;
}
