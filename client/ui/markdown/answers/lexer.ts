import { Lexer, Marked, type Token, type Tokens } from "marked";
import { addressAt } from "../../../../shared/markup/addresses.ts";
import { characterAt, CJK, CJK_PUNCTUATION } from "../../../../shared/markup/characters.ts";

/**
 * Emphasis beside Chinese, Japanese or Korean, which CommonMark does not see where punctuation is inside and a letter outside of it:
 * `**注意：**正文`. No mark and no end of line is in it, so that each line is read once.
 */
const EMPHASIS = /^(\*{1,3}|~~)(?![\s*~])([^*~\n\\`]*[^\s*~\n\\`])\1(?![*~])/;
const CLOSING = new RegExp(`[\\p{P}${CJK_PUNCTUATION}]$`, "u");
const OPENING = new RegExp(`^[\\p{P}${CJK_PUNCTUATION}]`, "u");

/**
 * Differs from GitHub's Markdown where a growing text would change what it was, or a reader would be misled: no headings by a line below
 * (a paragraph would become one), no strikethrough by one tilde ("about"), addresses end where Chinese punctuation begins.
 */
const engine = new Marked({
  gfm: true,
  breaks: true,
  tokenizer: {
    lheading: () => undefined,
    del(src, _masked, before = ""): Tokens.Del | undefined | false {
      if (!src.startsWith("~~")) return undefined;
      const found = besideCjk(src, before);
      return found === null ? false : { type: "del", ...found, tokens: this.lexer.inlineTokens(found.text) };
    },
    url(src): Tokens.Link | undefined | false {
      const address = addressAt(src);
      if (address === null) return /^(?:https?:|ftp:|www\.)/i.test(src) ? undefined : false;
      const raw = src.slice(0, address.end);
      const words: Tokens.Text = { type: "text", raw, text: raw, escaped: false };
      return { type: "link", raw, href: address.href, title: null, text: raw, tokens: [words] };
    },
    emStrong(src, _masked, before = ""): Tokens.Em | Tokens.Strong | undefined | false {
      const found = src.startsWith("*") ? besideCjk(src, before) : null;
      if (found === null) return false;
      const { raw, text } = found;
      const tokens = this.lexer.inlineTokens(text);
      const marks = (raw.length - text.length) / 2;
      if (marks === 1) return { type: "em", raw, text, tokens };
      const inner: Token[] = marks === 3 ? [{ type: "em", raw: text, text, tokens }] : tokens;
      return { type: "strong", raw, text, tokens: inner };
    },
  },
});

function besideCjk(src: string, before: string): { raw: string; text: string } | null {
  const [raw, , text = ""] = EMPHASIS.exec(src) ?? [];
  if (raw === undefined) return null;
  const isAtEnd = CLOSING.test(text) && CJK.test(characterAt(src, raw.length));
  return isAtEnd || (OPENING.test(text) && CJK.test(before)) ? { raw, text } : null;
}

/** The tokens of Markdown. `references` are the addresses that other parts of the text define. */
export function lex(text: string, references: ReadonlyMap<string, string>): Token[] {
  const lexer = new Lexer(engine.defaults);
  for (const [label, href] of references) lexer.tokens.links[label] = { href, title: null };
  return lexer.lex(text);
}
