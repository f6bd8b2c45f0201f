/** Domains of e-mail addresses, as invitations compare them: in lower case, in the spelling of the domain name system. */

const DOMAIN =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** `@Example.com` → `example.com`, `müller.de` → `xn--mller-kva.de`. Null for what is no domain of mail. */
export function cleanDomain(written: string): string | null {
  const name = asciiOf(written.trim().replace(/^@/, "").replace(/\.$/, ""));
  if (name === null || !DOMAIN.test(name)) return null;
  // The last part of an address in numbers is a number.
  return /\.\d+$/.test(name) ? null : name;
}

/** The domain itself; a domain below it is another one. */
export function isAtDomain(email: string, domain: string): boolean {
  return domainOf(email) === domain;
}

/** The domain of an address; null if it has none. */
export function domainOf(email: string): string | null {
  const at = email.lastIndexOf("@");
  return at < 1 ? null : cleanDomain(email.slice(at + 1));
}

function asciiOf(name: string): string | null {
  // What an URL would read as something else than a host.
  if (name === "" || /[\s/\\?#@:%[\]]/.test(name)) return null;
  try {
    return new URL(`http://${name}`).hostname;
  } catch {
    return null;
  }
}
