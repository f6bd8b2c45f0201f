import { startCpuTime } from "../../support/cpu-time.ts";
import { describe, expect, test } from "vitest";
import { highlight } from "../../../client/ui/markdown/highlight/highlight.ts";
import { tokensOf } from "../../../client/ui/markdown/highlight/highlighter.ts";

const joined = async (text: string, language: string) =>
  (await highlight(text, language))?.map((token) => token.text).join("");

/** Code whose first line needs many patterns. */
const page = 'export const a = <div class="b">{list.map((x: number) => `${x}`)}</div>; // c\n'.repeat(3);

describe("colours of code", () => {
  test("MARKUP-11: are right the first time, however long the patterns take to compile", async () => {
    // Less than the patterns take to compile, and more than a busy machine takes away at a time.
    const first = await tokensOf(page, "tsx", 5);
    expect(first).toEqual(await tokensOf(page, "tsx", 10_000));
    expect(new Set(first?.map(({ kind }) => kind))).toContain("tag");
    expect(first?.filter(({ kind }) => kind === "comment")).toHaveLength(3);
  });

  test("change no letter of it", async () => {
    const code = '// add\nexport const add = (a: number) => `${a}` + "\\n";\n\n\tadd(1);\n';
    expect(await joined(code, "ts")).toBe(code);
  });

  test("tell the kinds apart", async () => {
    const tokens = (await highlight('const a = "b"; // c', "js")) ?? [];
    const of = (wanted: string) =>
      tokens
        .filter(({ kind }) => kind === wanted)
        .map(({ text }) => text)
        .join("");
    expect([of("keyword"), of("string"), of("comment")]).toEqual(["const", '"b"', "// c"]);
  });

  test.for(["", "__proto__", "constructor", "klingon"])("are none for `%s`", async (language) => {
    expect(await highlight("a", language)).toBeNull();
  });

  test("are none for what is too long, and quick for one long line", async () => {
    expect(await highlight("a".repeat(20_001), "ts")).toBeNull();
    const used = startCpuTime();
    expect(await joined("(".repeat(19_000), "ts")).toBe("(".repeat(19_000));
    expect(used()).toBeLessThan(1_000);
  });
});
