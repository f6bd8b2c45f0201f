/** What a chat of another service is sent. Nothing that a person has written is read as markup there, or calls anybody. */
import { assertNever } from "../../../shared/assert-never.ts";
import type { ChatKind } from "../../../shared/notices.ts";

export interface ChatText {
  title: string;
  lines: readonly string[];
  /** The button or link to the app; null if its address is not known. */
  link: { label: string; url: string } | null;
}

/** Characters. Discord takes 2,000, Slack 3,000 in a block. Escapes can double a text. */
const MAX_TEXT = 900;

export function chatBody(kind: ChatKind, text: ChatText): string {
  switch (kind) {
    case "slack":
      return JSON.stringify(slack(text));
    case "teams":
      return JSON.stringify(teams(text));
    case "discord":
      return JSON.stringify(discord(text));
    default:
      return assertNever(kind);
  }
}

const plain = ({ title, lines }: ChatText): string => cut([title, ...lines].join("\n"));

/** https://docs.slack.dev/reference/block-kit: plain text is shown as it is. `text` is for its notifications. */
function slack(text: ChatText): object {
  return {
    text: plain(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: "section", text: { type: "plain_text", text: plain(text), emoji: false } },
      ...(text.link === null
        ? []
        : [{ type: "section", text: { type: "mrkdwn", text: `<${text.link.url}|${text.link.label}>` } }]),
    ],
  };
}

/** https://adaptivecards.io: a text run is no Markdown, other than a text block. */
function teams(text: ChatText): object {
  const run = (said: string, weight: "bolder" | "default") => ({
    type: "RichTextBlock",
    inlines: [{ type: "TextRun", text: cut(said), weight }],
  });
  return {
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          body: [run(text.title, "bolder"), ...text.lines.map((line) => run(line, "default"))],
          ...(text.link !== null && {
            actions: [{ type: "Action.OpenUrl", title: text.link.label, url: text.link.url }],
          }),
        },
      },
    ],
  };
}

/** https://discord.com/developers/docs/resources/webhook: without `parse`, `@everyone` calls nobody. 4: no previews of links. */
function discord(text: ChatText): object {
  const link = text.link === null ? "" : `\n[${text.link.label}](<${text.link.url}>)`;
  return {
    content: `${escapeDiscord(plain(text))}${link}`,
    allowed_mentions: { parse: [] },
    flags: 4,
  };
}

/** A backslash before every sign that can begin markup, and after the colon of an address, which Discord makes a link of. */
const escapeDiscord = (text: string): string =>
  text.replace(/[\\*_~`|<>[\]()#+\-:@]/g, (sign) => `\\${sign}`);

function cut(text: string): string {
  const points = Array.from(text.toWellFormed());
  return points.length <= MAX_TEXT ? points.join("") : `${points.slice(0, MAX_TEXT - 1).join("")}…`;
}
