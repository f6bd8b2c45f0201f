import type { Env } from "../bindings/env.ts";

/** The first of the allowed origins is the app's own address. On one machine it is the one that the person's devices use. */
export function addressOfApp(
  { ALLOWED_ORIGINS }: Pick<Env, "ALLOWED_ORIGINS">,
  seen: string | null,
): string | null {
  const [own = ""] = ALLOWED_ORIGINS.split(",").map((origin) => origin.trim());
  return URL.canParse(own) ? new URL(own).origin : seen;
}
