/** Where to go after signing in: a path of this site and nothing else, or the address bar would be an open redirect. */
export function localPath(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/";
}
