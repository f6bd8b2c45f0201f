/** What a program has sent to an incoming webhook: JSON with `text`, or a form with such JSON in `payload`, as Slack takes them. */
import { Problem } from "../../problems/problem.ts";

/** The text of the message. */
export function readPost(type: string, body: string): string {
  const json = type === "application/x-www-form-urlencoded" ? payloadIn(body) : body;
  const sent = parse(json);
  const text = typeof sent === "object" && sent !== null && "text" in sent ? sent.text : undefined;
  if (typeof text !== "string") throw new Problem("bad_type", "Send JSON with a text.");
  return plain(text);
}

function payloadIn(form: string): string {
  const payload = new URLSearchParams(form).get("payload");
  if (payload === null) throw new Problem("bad_type", "Send JSON, or a form with a payload.");
  return payload;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Problem("bad_json", "That is not JSON.");
  }
}

/** Links as Slack writes them, `<https://example.com|the page>`, and the three signs that it escapes. */
const LINK = /<(https?:\/\/[^\s<>|]{1,2000})(?:\|([^<>|\n]{1,300}))?>/g;
const ESCAPED: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

const plain = (text: string): string =>
  text
    .replace(LINK, (_, url: string, label?: string) =>
      label === undefined || label === url ? url : `${label} (${url})`,
    )
    .replace(/&(?:lt|gt|amp);/g, (sign) => ESCAPED[sign] ?? sign);
