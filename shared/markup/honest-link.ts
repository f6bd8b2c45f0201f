import { textOfInlines } from "./plain-text.ts";
import { safeUrl } from "./safe-url.ts";
import type { Inline } from "./tree.ts";

/**
 * A link whose words are another address than the one that it opens would lead astray. It shows the true one. Words may leave out the
 * scheme, a `www.` and the last slash.
 */
export function link(href: string, children: readonly Inline[]): Inline {
  const words = textOfInlines(children)
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
    .trim();
  const isHonest =
    !looksLikeAddress(words) || bare(words) === bare(href) || bare(asUrl(words)) === bare(href);
  return { type: "link", href, children: isHonest ? [...children] : [{ type: "text", text: href }] };
}

const SCHEME = /[a-z][a-z0-9+.-]{1,20}:\/\/|\bwww\.|^mailto:/iu;
const HOST = /^[^\s/?#@]{1,253}[.。][\p{L}]{2,63}(?::\d{1,5})?(?:[/?#]\S*)?$/u;
const MAIL = /^\S{1,64}@\S{1,253}\.\p{L}{2,63}$/u;
/** Names of files and of programs end like domains: "README.md", "Node.js". */
const FILE_ENDING =
  /^[\p{L}\p{N}_.-]+\.(?:md|js|ts|jsx|tsx|mjs|py|rs|sh|pl|cc|java|go|php|json|ya?ml|toml|html?|css|txt|pdf|docx?|xlsx?|pptx?|csv|zip|png|jpe?g|svg|NET|net)$/u;

function looksLikeAddress(words: string): boolean {
  if (SCHEME.test(words)) return true;
  return (HOST.test(words) && !FILE_ENDING.test(words)) || MAIL.test(words);
}

/** As the browser would open it, so that other letters that look alike are seen ("xn--"). */
function asUrl(words: string): string {
  if (MAIL.test(words)) return `mailto:${words}`;
  return safeUrl(words) ?? safeUrl(`https://${words}`) ?? words;
}

const bare = (address: string): string =>
  address.replace(/^(?:https?:\/\/|mailto:)?(?:www\.)?/i, "").replace(/\/$/, "");
