import { describe, expect, test } from "vitest";
import { writeLetter } from "../../server/notify/letter.ts";
import { mailLanguage, mailText, namesInMail } from "../../server/notify/mail-words.ts";
import { words as en } from "../../server/notify/words/en.ts";
import { WIDGET_LANGUAGES } from "../../shared/widget.ts";

const placesOf = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

describe("MAIL-IN-11: mails to visitors are in their language", () => {
  test("it is the visitor's, else the widget's", () => {
    expect(mailLanguage("de-AT", "en")).toBe("de");
    expect(mailLanguage("AR", "en")).toBe("ar");
    expect(mailLanguage("pt_BR", "de")).toBe("de");
    expect(mailLanguage("", "ar")).toBe("ar");
    expect(["fr-CA", "es-419", "ja-JP"].map((tag) => mailLanguage(tag, "en"))).toEqual(["fr", "es", "ja"]);
  });

  test("each language says everything, with the same values", () => {
    for (const other of WIDGET_LANGUAGES.filter((language) => language !== "en"))
      for (const [key, text] of Object.entries(en)) {
        // Without values, the places stay.
        const said = mailText(other)(key as keyof typeof en);
        expect([other, key, placesOf(said)]).toEqual([other, key, placesOf(text)]);
        expect(said.trim()).not.toBe("");
        expect(said).not.toBe(text);
      }
  });

  test("a value is shown as it is: no signs of patterns, no places in it", () => {
    const company = "$& {{names}} O'Neil (ops) متجر";
    expect(mailText("en")("transcript", { company })).toBe(`Your conversation with ${company}`);
    expect(namesInMail("de", ["Ada", "Grace", "Linus"])).toBe("Ada, Grace und Linus");
  });

  test("Arabic is written from the right, and lines of other languages keep their direction", () => {
    const { html } = writeLetter({ title: "a", lines: ["Grace: Hello"], note: "n", language: "ar" });
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain('<body dir="rtl"');
    expect(html).toContain('<p dir="auto" style="margin:0 0 16px">Grace: Hello</p>');
    expect(writeLetter({ title: "a", lines: [], note: "n" }).html).toContain('<html lang="en" dir="ltr">');
  });
});
