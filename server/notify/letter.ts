/** The content of a mail: the same sentences as plain text and as HTML. */
import type { WidgetLanguage } from "../../shared/widget.ts";

export interface Letter {
  /** Also the subject. */
  title: string;
  /** Paragraphs. */
  lines: readonly string[];
  /** The one thing to do, as a button. */
  action?: { label: string; url: string };
  /** What somebody should do who did not expect the mail. */
  note: string;
  /** English if it is missing. */
  language?: WidgetLanguage;
}

/** For `sendMail`: everything but the address. Names of people and organizations go through `nameInMail` before. */
export function writeLetter({ title, lines, action, note, language = "en" }: Letter): {
  subject: string;
  text: string;
  html: string;
} {
  const link = action === undefined ? [] : [`${action.label}:\n${action.url}`];
  return {
    subject: title,
    text: `${[title, ...lines, ...link, "--", note].join("\n\n")}\n`,
    html: [
      `<!doctype html><html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}"><head><meta charset="utf-8"><title>${escape(title)}</title>`,
      `<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>`,
      // Mail programs may take the contents of the body alone.
      `<body dir="${language === "ar" ? "rtl" : "ltr"}" style="margin:0;padding:32px 16px;font:15px/24px system-ui,sans-serif">`,
      `<div style="max-width:520px;margin:0 auto">`,
      `<h1 style="font-size:20px;line-height:28px;margin:0 0 16px">${escape(title)}</h1>`,
      // A line of another direction than the letter's keeps its own.
      ...lines.map((line) => `<p dir="auto" style="margin:0 0 16px">${escape(line)}</p>`),
      ...(action === undefined ? [] : [button(action)]),
      `<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #8888;font-size:13px;line-height:20px">${escape(note)}</p>`,
      "</div></body></html>",
    ].join("\n"),
  };
}

/** The address stands below the button too, for programs that show no buttons. */
function button({ label, url }: { label: string; url: string }): string {
  const address = escape(url);
  return [
    `<p style="margin:0 0 16px"><a href="${address}" style="display:inline-block;padding:8px 16px;border-radius:8px;background:#3b4fc4;color:#fff;text-decoration:none;font-weight:600">${escape(label)}</a></p>`,
    `<p dir="ltr" style="margin:0;font-size:13px;line-height:20px;overflow-wrap:anywhere">${address}</p>`,
  ].join("\n");
}

/**
 * A name that somebody chose, as it stands in a mail to somebody else. Mail programs make links of what looks like an address, so nothing in
 * a name looks like one.
 */
export function nameInMail(name: string): string {
  return name
    .replace(/:\/\/+/g, " ")
    .replace(/[.．。｡](?=[\p{L}\p{N}]{2})/gu, "·")
    .replaceAll("@", " at ");
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
