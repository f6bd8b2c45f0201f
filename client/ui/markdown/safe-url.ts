const ALLOWED = new Set(["http:", "https:", "mailto:"]);

/**
 * The address of a link, or null if it must not be one. Absolute only: what a relative one means depends on where the
 * message is read. `new URL` strips tabs and newlines and lowers the case as a browser would, so that the scheme that is
 * checked is the scheme that would be opened.
 */
export function safeUrl(href: string): string | null {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  return ALLOWED.has(url.protocol) ? url.href : null;
}
