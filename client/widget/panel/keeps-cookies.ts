/**
 * Whether the browser seems to keep cookies for this frame. Tries one that is like the session's, but for a moment and for the panel's own address
 * alone, so no request for data carries it.
 */
export function keepsCookies(): boolean {
  try {
    write("parley_try=1", 9);
    const isKept = document.cookie.includes("parley_try=1");
    write("parley_try=", 0);
    return isKept;
  } catch {
    // A sandbox without an origin of its own.
    return false;
  }
}

function write(pair: string, seconds: number): void {
  document.cookie = `${pair};Max-Age=${seconds};Path=/widget;Secure;SameSite=None;Partitioned`;
}
