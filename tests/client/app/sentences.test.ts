import { describe, expect, test } from "vitest";
import { spoken, wholeSentences } from "../../../client/parts/lib/sentences.ts";

const whole = (text: string) => text.slice(0, wholeSentences(text));

describe("an answer that is read aloud", () => {
  test("is read by whole sentences, in any script", () => {
    expect(whole("It works. It is")).toBe("It works.");
    expect(whole("It costs 3.5 and")).toBe("");
    expect(whole("好的。然后")).toBe("好的。");
    expect(whole("# Title\nText")).toBe("# Title\n");
  });

  test("names code when it is complete, and does not read it", () => {
    expect(whole("Look:\n```js\nlet a.\n")).toBe("Look:\n");
    expect(spoken("Look:\n```js\nlet a;\n```\nDone.", "Code.")).toBe("Look: Code. Done.");
  });

  test("does not read the numbers of sources", () => {
    expect(spoken("Thirty days [1][2]. Not for gifts [3].", "Code.")).toBe("Thirty days. Not for gifts.");
  });

  test("says words, not marks", () => {
    expect(spoken("## **Bold** and `code`\n- [a link](https://example.com)\n> quoted", "Code.")).toBe(
      "Bold and code a link quoted",
    );
  });
});
