import { expect, test } from "vitest";
import {
  noteTitlesIn,
  readCaptured,
  tagsIn,
  withNoteLinks,
  withoutNoteLinks,
} from "../../shared/note-text.ts";

test.each([
  ['#one two #zwei-b (#drei) "#vier"', ["one", "zwei-b", "drei", "vier"]],
  // usememos/memos#1715: what follows # in an address or within a word is no tag.
  ["https://example.com/a?b#tag2 http://example.com/#/issue x#y 123#456 #12 # P05", []],
  // usememos/memos#1943, DNNCommunity/Dnn.CommunityForums#1895: nor is what stands in code.
  ["a `#define` b\n```c\n#include <a.h>\n```\n#after", ["after"]],
  ["```\n#never closed", []],
  ["#Tea #tea #TEA", ["Tea"]],
  ["#東京 #مرحبا #Grüße", ["東京", "مرحبا", "Grüße"]],
  [`#${"x".repeat(41)}`, []],
])("NOTE-2: the tags of %j", (text, tags) => expect(tagsIn(text)).toEqual(tags));

test("NOTE-2: a text of tags alone is kept whole", () => {
  expect(readCaptured("#tea #milk")).toEqual({
    title: "#tea #milk",
    text: "#tea #milk",
    tags: ["tea", "milk"],
  });
});

test("NOTE-4: titles with brackets, pipes and breaks", () => {
  // feenkcom/gtoolkit#4531, silverbulletmd/silverbullet#1850: brackets within a title do not end its link.
  const text = "[[Plan [v2]]] [[Test (2026)|the test]] [[a\nb]] [[]] [[ ]] [[[x]]]";
  expect(noteTitlesIn(text)).toEqual(["Plan [v2]", "Test (2026)", "[x]"]);
  expect(withoutNoteLinks("[[Plan [v2]]], [[Secret|shown]]")).toBe("Plan [v2], shown");
  expect(
    withNoteLinks("[[Plan [v2]]] [[No]]", (title) => (title === "No" ? null : "https://a.example/1")),
  ).toBe("[Plan [v2]](https://a.example/1) No");
});

test("NOTE-4: a text that is made to be slow is read in time that grows with its length", () => {
  for (const piece of ["[[", "[[a[", "`", "```\n", "#a", "[[a|"]) {
    const text = piece.repeat(100_000 / piece.length);
    expect(noteTitlesIn(text).length + tagsIn(text).length).toBeLessThan(1_000);
  }
}, 30_000);
