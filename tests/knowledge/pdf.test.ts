import { describe, expect, it } from "vitest";
import { extract } from "../../server/knowledge/ingest/extract/extract.ts";
import { makePdf, makePdfOf } from "./support/make-pdf.ts";

const read = (bytes: Uint8Array) => extract(bytes, { kind: "pdf", language: null });
/** Content of a page: text at a place, in points. */
const at = (x: number, y: number, text: string, before = "") =>
  `BT ${before} /F1 11 Tf ${x} ${y} Td (${text}) Tj ET`;

describe("PDFs", () => {
  it("INGEST-13: an empty cell stays empty, so that a value stays in its column", async () => {
    const rows = [
      ["Region", "Q1", "Q2"],
      ["North", "10", "20"],
      ["East", "", "60"],
    ];
    const content = rows.flatMap((cells, row) =>
      cells.flatMap((cell, column) => (cell === "" ? [] : [at(60 + column * 120, 700 - row * 16, cell)])),
    );
    const { text } = await read(makePdfOf([content.join("\n")]));
    expect(text).toBe("Region | Q1 | Q2\nNorth | 10 | 20\nEast |  | 60");
  });

  it("INGEST-15: heads and feet that repeat are left out, bodies that look alike are not", async () => {
    const pages = Array.from({ length: 8 }, (_, i) => [
      at(60, 760, "Confidential - Lovelace Ltd"),
      at(60, 600, `Item ${i + 1} is kept in room ${i + 20}.`),
      at(60, 30, `Page ${i + 1} of 8`),
    ]);
    const { text, marks } = await read(makePdfOf(pages.map((lines) => lines.join("\n"))));
    expect(text.split(/\n+/)).toEqual(
      Array.from({ length: 8 }, (_, i) => `Item ${i + 1} is kept in room ${i + 20}.`),
    );
    expect(marks.map(({ label }) => label)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8"]);
  });

  it("INGEST-15: words and sentences that go over a line or a page are one", async () => {
    const { text } = await read(
      makePdf([
        ["A well-", "known trans-", "formation of E-", "Mail. The notice period is"],
        ["exactly eleven weeks and never exten-"],
        ["ded. New sentence."],
        ["Another page."],
      ]),
    );
    expect(text).toBe(
      "A well-known transformation of E-Mail. The notice period is exactly eleven weeks and never extended. New sentence.\n\nAnother page.",
    );
  });

  it("INGEST-15: values of forms stand beside their labels, and notes are read", async () => {
    const { text } = await read(
      makePdfOf([[at(60, 700, "Surname:"), at(60, 670, "Agree:")].join("\n")], {
        annotations: [
          "/Subtype/Widget/FT/Tx/T(surname)/V(Lovelace-7731)/Rect[150 690 300 710]",
          "/Subtype/Text/Contents(Check this)/Rect[10 10 20 20]",
        ],
      }),
    );
    expect(text).toBe("Surname: Lovelace-7731\nAgree:\nNote: Check this");
  });

  it("INGEST-3: white, tiny and invisible words and words off the page are left out, and that is told (INGEST-16)", async () => {
    const content = [
      at(60, 700, "Seen words"),
      at(60, 650, "White hidden words", "1 1 1 rg"),
      at(60, 600, "Nothing words", "0 g 3 Tr"),
      "BT 0 Tr 0 g /F1 0.5 Tf 60 550 Td (Tiny words) Tj ET",
      at(900, 500, "Off page words"),
    ];
    const { text, notices } = await read(makePdfOf([content.join("\n")]));
    expect(text).toBe("Seen words");
    expect(notices).toEqual([{ type: "hidden_text_left_out" }]);
  });

  it("INGEST-3: white words on a dark ground are read, also within a moved system of coordinates", async () => {
    const content = `q 2 0 0 2 20 600 cm 0.1 0.1 0.5 rg 0 0 200 30 re f Q ${at(60, 620, "Head of the table", "1 1 1 rg")}`;
    expect((await read(makePdfOf([content]))).text).toBe("Head of the table");
  });

  it("INGEST-16: pages that are pictures are told", async () => {
    const picture = "0.5 g 60 60 480 600 re f";
    const { notices } = await read(
      makePdfOf([at(60, 700, "Cover letter."), picture, picture, at(60, 700, "End."), picture]),
    );
    expect(notices).toEqual([
      {
        type: "pages_without_text",
        pages: [
          [2, 3],
          [5, 5],
        ],
      },
    ]);
  });

  it("INGEST-2: bytes before the header do not matter", async () => {
    const file = makePdf([["Body words"]]);
    const junk = new TextEncoder().encode("\r\n\r\n");
    expect((await read(Uint8Array.of(...junk, ...file))).text).toBe("Body words");
  });
});
