import { describe, expect, test } from "vitest";
import { formatOfKey } from "../../../client/app/room/composer/format-keys.ts";
import { formatText, type Format } from "../../../client/app/room/composer/format-text.ts";
import { readChat } from "../../../shared/markup/chat/read-chat.ts";

/** `[` and `]` stand for the ends of the selection. */
function formatted(marked: string, format: Format): string {
  const start = marked.indexOf("⟦");
  const end = marked.indexOf("⟧") - 1;
  const text = marked.replace(/[⟦⟧]/g, "");
  const { from, to, inserted, ...after } = formatText({ text, start, end }, format);
  const now = text.slice(0, from) + inserted + text.slice(to);
  return `${now.slice(0, after.start)}⟦${now.slice(after.start, after.end)}⟧${now.slice(after.end)}`;
}

describe("WRITE-8: formatting", () => {
  test.each<[Format, string, string]>([
    ["bold", "so ⟦very⟧ new", "so **⟦very⟧** new"],
    ["bold", "so ⟦very ⟧new", "so **⟦very⟧** new"],
    ["bold", "so **⟦very⟧** new", "so ⟦very⟧ new"],
    ["bold", "so ⟦**very**⟧ new", "so ⟦very⟧ new"],
    ["bold", "so ⟦⟧", "so **⟦⟧**"],
    ["italic", "⟦你好⟧", "_⟦你好⟧_"],
    ["italic", "**⟦both⟧**", "**_⟦both⟧_**"],
    ["strike", "⟦old⟧", "~~⟦old⟧~~"],
    ["code", "run ⟦npm ci⟧ now", "run `⟦npm ci⟧` now"],
    ["code", "see ⟦a\nb⟧ there", "see \n```\n⟦a\nb⟧\n```\n there"],
    ["link", "the ⟦bank⟧", "the [bank](⟦https://⟧)"],
    ["link", "⟦https://a.example/x⟧", "[⟦⟧](https://a.example/x)"],
    ["quote", "a\n⟦b\nc⟧\nd", "a\n⟦> b\n> c⟧\nd"],
    ["quote", "⟦> b\n> c⟧", "⟦b\nc⟧"],
    ["list", "o⟦n⟧e", "⟦- one⟧"],
  ])("%s makes of %j %j", (format, before, after) => expect(formatted(before, format)).toBe(after));

  test.each<[Format, string]>([
    ["bold", "strong"],
    ["italic", "emphasis"],
    ["strike", "deleted"],
    ["code", "code"],
  ])("%s is what the reader of messages reads as %s", (format, kind) => {
    const written = formatted("so ⟦very⟧ new", format).replace(/[⟦⟧]/g, "");
    expect(JSON.stringify(readChat(written))).toContain(`"${kind}`);
  });

  test("taking back what was given restores the text", () => {
    for (const format of ["bold", "italic", "strike", "code", "quote", "list"] as const)
      for (const text of ["so ⟦very⟧ new", "⟦👍🏽 ok⟧", "⟦مرحبا⟧"]) {
        const twice = formatted(formatted(text, format), format);
        expect(twice.replace(/[⟦⟧]/g, "")).toBe(text.replace(/[⟦⟧]/g, ""));
      }
  });

  test("Ctrl+K is a link only with a selection, and other keys are left alone", () => {
    const key = (name: string, more = {}) => ({
      ...{ key: name, ctrlKey: true, metaKey: false, shiftKey: false, altKey: false },
      ...more,
    });
    expect([formatOfKey(key("k"), false), formatOfKey(key("k"), true)]).toEqual([null, "link"]);
    expect([formatOfKey(key("B"), false), formatOfKey(key("i"), false)]).toEqual(["bold", "italic"]);
    expect(formatOfKey(key("b", { altKey: true }), true)).toBeNull();
    expect(formatOfKey(key("b", { ctrlKey: false }), true)).toBeNull();
    expect(formatOfKey(key("v"), true)).toBeNull();
  });
});
