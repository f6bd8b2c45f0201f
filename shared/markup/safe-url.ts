const ALLOWED = new Set(["http:", "https:", "mailto:"]);

/**
 * The address of a link, or null if it is not allowed. Only absolute addresses: the meaning of a relative one depends on the
 * page. `new URL` strips tabs and newlines and lower-cases the scheme like a browser, so the checked scheme is the one that the
 * browser opens.
 */
export function safeUrl(href: string): string | null {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  return ALLOWED.has(url.protocol) ? url.href : null;
}
