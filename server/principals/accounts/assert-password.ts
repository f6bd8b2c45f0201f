import { APIError } from "better-auth/api";
import { openDirectory } from "../../directory/directory.ts";
import { listOrganizations } from "../../directory/organizations.ts";
import { isUserId } from "../../../shared/ids.ts";
import type { Env } from "../../bindings/env.ts";
import { passwordProblem, type PasswordOwner } from "./password-problem.ts";

/** A request to better-auth, before its endpoint. */
interface AuthRequest {
  path: string;
  body: unknown;
  /** Whoever is signed in. */
  user: () => Promise<{ id: string; name: string; email: string } | null>;
}

/**
 * Refuses a bad password at every endpoint of better-auth that takes a new one: sign-up, change, reset, set. A new one is `newPassword`, and
 * `password` at sign-up. Throws an APIError with a sentence for the person.
 */
export async function assertPassword(env: Env, request: AuthRequest): Promise<void> {
  const isSignUp = request.path.startsWith("/sign-up/");
  const password = textIn(request.body, isSignUp ? "password" : "newPassword");
  if (password === null) return;
  const owner = isSignUp ? newcomer(request.body) : await ownerOf(env, request);
  const problem = passwordProblem(password, owner);
  if (problem !== null) throw new APIError("BAD_REQUEST", { code: "WEAK_PASSWORD", message: problem });
}

function newcomer(body: unknown): PasswordOwner {
  return { name: textIn(body, "name") ?? "", email: textIn(body, "email") ?? "", organizations: [] };
}

async function ownerOf(env: Env, { user }: AuthRequest): Promise<PasswordOwner> {
  const found = await user();
  if (found === null || !isUserId(found.id)) return { name: "", email: "", organizations: [] };
  const organizations = await listOrganizations(openDirectory(env.DB), found.id);
  return { name: found.name, email: found.email, organizations: organizations.map(({ name }) => name) };
}

function textIn(body: unknown, field: string): string | null {
  const value: unknown = typeof body === "object" && body !== null ? Reflect.get(body, field) : null;
  return typeof value === "string" ? value : null;
}
