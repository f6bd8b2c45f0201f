/**
 * Where to go after signing in: a path of this site, or "/" for anything else, because otherwise the sign-in page would lead to any
 * site that a link names. `base` is the address of this site.
 */
export function localPath(next: unknown, base: string): string {
  if (typeof next !== "string" || !next.startsWith("/") || !URL.canParse(next, base)) return "/";
  // The parser of the platform decides, not an expression: it removes tabs, and takes "\" for "/" and "/.//x" for "//x".
  const url = new URL(next, base);
  if (url.origin !== new URL(base).origin || url.pathname.startsWith("//")) return "/";
  return url.pathname.startsWith("/sign-") ? "/" : url.pathname + url.search + url.hash;
}
