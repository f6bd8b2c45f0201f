/** better-auth reports errors for programs: `[body.email] Invalid email address`. People get sentences that say what to do. */

const EMAIL = "Enter a valid email address, such as name@example.com.";

/** What to do about a field that is missing or not valid. */
const fields: Partial<Record<string, string>> = {
  email: EMAIL,
  newEmail: EMAIL,
  name: "Enter your name.",
  password: "Enter a password.",
  currentPassword: "Enter your current password.",
  newPassword: "Enter a new password.",
  code: "Enter the code.",
};

/** The codes of better-auth that its endpoints answer people with. */
const codes: Partial<Record<string, string>> = {
  INVALID_EMAIL: EMAIL,
  INVALID_NAME: "This name has no visible characters or is too long. Choose another one.",
  INVALID_EMAIL_OR_PASSWORD: "The email address or the password is wrong.",
  INVALID_PASSWORD: "The current password is wrong.",
  PASSWORD_TOO_SHORT: "This password is too short. Use at least 8 characters.",
  PASSWORD_TOO_LONG: "This password is too long. Use at most 200 characters.",
  USER_ALREADY_EXISTS: "There is already an account with this email address. Sign in instead.",
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL:
    "There is already an account with this email address. Sign in instead.",
  SESSION_EXPIRED: "You have been signed out. Sign in again.",
  INVALID_TOKEN: "This link is no longer valid. Ask for a new one.",
};

const IN_FIELD = /\[(?:body|query)(?:\.(\w+))?[^\]]*\]/g;

/** The same answer, with its message as a sentence. Answers that are no errors are not read. */
export async function inSentences(response: Response): Promise<Response> {
  if (response.ok || response.status < 400) return response;
  const said: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  if (typeof said !== "object" || said === null) return response;
  const sentence = sentenceOf(said);
  if (sentence === null) return response;
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  const body = JSON.stringify({ ...said, message: sentence });
  return new Response(body, { status: response.status, statusText: response.statusText, headers });
}

/** The sentence for an error of better-auth; null if its message is already one. */
export function sentenceOf(error: object): string | null {
  const { code, message }: { code?: unknown; message?: unknown } = error;
  const known = typeof code === "string" ? codes[code] : undefined;
  if (known !== undefined) return known;
  if (typeof message !== "string") return null;
  const named = [...message.matchAll(IN_FIELD)].map(([, field]) => field ?? "");
  if (named.length === 0) return null;
  const sentences = named.map((field) => fields[field] ?? fallback(field));
  return [...new Set(sentences)].join(" ");
}

const fallback = (field: string): string =>
  field === "" ? "Some of what was sent is missing." : `The field “${field}” is missing or not valid.`;
