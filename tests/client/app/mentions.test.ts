import { describe, expect, test } from "vitest";
import { copyMentions, pastedMentions } from "../../../client/app/room/composer/mention-clipboard.ts";
import { mentionQueryAt } from "../../../client/app/room/composer/mention-query.ts";
import type { Block, Inline } from "../../../shared/markup/tree.ts";
import { parseWithMentions } from "../../../client/ui/markdown/mentions.ts";
import { readChat } from "../../../shared/markup/chat/read-chat.ts";
import { HOSTILE_NAMES } from "../../support/hostile-names.ts";
import { grace } from "../../support/people.ts";

test("what is being written after an @ is a query up to the caret, over at most two words", () => {
  expect(mentionQueryAt("ask @gra", 8)).toEqual({ start: 4, text: "gra" });
  expect(mentionQueryAt("@", 1)).toEqual({ start: 0, text: "" });
  expect(mentionQueryAt("@Grace Hop later", 10)).toEqual({ start: 0, text: "Grace Hop" });
  expect(mentionQueryAt("@Grace Hopper is here", 21)).toBeNull();
  expect(mentionQueryAt("mail@example", 12)).toBeNull();
  expect(mentionQueryAt("请问＠小", 4)).toEqual({ start: 2, text: "小" });
  expect(mentionQueryAt("`@gra", 5)).toEqual({ start: 1, text: "gra" });
});

test("MENTION-2: nothing is suggested in code, quotes and addresses", () => {
  expect(mentionQueryAt("`@gra`", 5)).toBeNull();
  expect(mentionQueryAt("> @gra", 6)).toBeNull();
  expect(mentionQueryAt("https://a.example/@gra", 22)).toBeNull();
});

describe("MENTION-7: a mention in Markdown", () => {
  /** Parses a text in which `{name}` stands for a mention of this name. */
  function parse(template: string, names: readonly string[]): Block[] {
    let text = template;
    const ranges = names.map((name) => {
      const start = text.indexOf("{}");
      text = `${text.slice(0, start)}@${name}${text.slice(start + 2)}`;
      return { start, length: name.length + 1 };
    });
    return parseWithMentions(text, ranges, readChat);
  }
  const inlines = (blocks: readonly Block[]): Inline[] =>
    blocks.flatMap((block) => {
      if (block.type === "paragraph" || block.type === "heading") return block.children;
      if (block.type === "quote") return inlines(block.children);
      if (block.type === "list") return block.items.flatMap((item) => inlines(item.children));
      return block.type === "table" ? [...block.header, ...block.rows.flat()].flat() : [];
    });
  const mention = (name: string): Inline => ({ type: "mention", text: `@${name}` });

  test.for(HOSTILE_NAMES)("of %s is one piece, whatever is in the name", (name) => {
    expect(parse("hello {} and bye", [name])).toEqual([
      {
        type: "paragraph",
        children: [{ type: "text", text: "hello " }, mention(name), { type: "text", text: " and bye" }],
      },
    ]);
    for (const around of ["- {}", "# {}", "> {}", "| {} |\n|---|\n| x |", "a\n{}"])
      expect(inlines(parse(around, [name])), around).toContainEqual(mention(name));
    expect(parse("**{}**", [name])).toEqual([
      { type: "paragraph", children: [{ type: "strong", children: [mention(name)] }] },
    ]);
  });

  test.for(HOSTILE_NAMES)("of %s is as it was written in code and in addresses", (name) => {
    expect(parse("```\n{}\n```", [name])).toEqual([{ type: "code", text: `@${name}` }]);
    const link = inlines(parse("[x](https://a.example/{})", [name]))[0];
    expect(link).toMatchObject({ type: "link", href: `https://a.example/@${encodeURI(name)}` });
  });

  test("keeps the characters that stand for mentions while it is parsed, if a text has them", () => {
    expect(inlines(parse("\ue000 {} @\ue001", ["Ada"]))).toEqual([
      { type: "text", text: "\ue000 " },
      mention("Ada"),
      { type: "text", text: " @\ue001" },
    ]);
  });

  test("is no mention where its range is not in the text", () => {
    const ranges = [
      { start: 0, length: 4 },
      { start: 2, length: 4 },
      { start: 6, length: 40 },
    ];
    expect(parseWithMentions("@Ada is", ranges, readChat)).toEqual([
      { type: "paragraph", children: [mention("Ada"), { type: "text", text: " is" }] },
    ]);
  });
});

describe("MENTION-9: a text that is copied", () => {
  /** What the tests need of a clipboard. */
  class Clipboard {
    readonly kept = new Map<string, string>();
    setData(type: string, text: string): void {
      this.kept.set(type, text);
    }
    getData(type: string): string {
      return this.kept.get(type) ?? "";
    }
  }
  const selected = (value: string, selectionStart: number, selectionEnd: number) =>
    ({ value, selectionStart, selectionEnd }) as HTMLTextAreaElement;
  const asClipboard = (clipboard: Clipboard) => clipboard as unknown as DataTransfer;

  test.for(HOSTILE_NAMES)("takes the mention of %s along", (name) => {
    const clipboard = new Clipboard();
    const range = { start: 3, length: name.length + 1, user: grace };
    const field = selected(`hi @${name}!`, 2, name.length + 5);
    expect(copyMentions(asClipboard(clipboard), field, [range])).toBe(true);
    expect(clipboard.getData("text/plain")).toBe(` @${name}!`);
    expect(pastedMentions(asClipboard(clipboard))).toEqual({
      text: ` @${name}!`,
      mentions: [{ ...range, start: 1 }],
    });
  });

  test("without a whole mention is copied as always", () => {
    const range = { start: 3, length: 4, user: grace };
    expect(copyMentions(asClipboard(new Clipboard()), selected("hi @Sam", 0, 5), [range])).toBe(false);
  });

  test.for([
    "",
    "{",
    "null",
    "[]",
    '{"text":"@a"}',
    '{"text":"a","mentions":[{"start":0,"length":1,"user":"x"}]}',
  ])("by another program as %j has none", (data) => {
    const clipboard = new Clipboard();
    clipboard.setData("application/x-parley-mentions", data);
    expect(pastedMentions(asClipboard(clipboard))).toBeNull();
  });
});
