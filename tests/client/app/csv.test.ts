import fc from "fast-check";
import { expect, test } from "vitest";
import { toCsv } from "../../../client/parts/lib/csv.ts";

/** A reader by RFC 4180, without the mark at the beginning. */
function read(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 1; i < csv.length; i++) {
    const sign = csv[i] ?? "";
    if (quoted) {
      if (sign === '"' && csv[i + 1] === '"') cell += csv[++i] ?? "";
      else if (sign === '"') quoted = false;
      else cell += sign;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === ",") {
      row.push(cell);
      cell = "";
    } else if (sign === "\r" && csv[i + 1] === "\n") {
      rows.push([...row, cell]);
      [row, cell] = [[], ""];
      i += 1;
    } else cell += sign;
  }
  return rows;
}

test("DESK-38: cells with commas, quotes and lines are quoted; the file begins with a mark and ends with a line", () => {
  const csv = toCsv([
    ["name", "count"],
    ['Jean-Luc O\'Neil (ops), "JL"\nsecond line', 3],
    ["李小龍 / محمد", null],
  ]);
  expect(csv).toBe(
    '\uFEFFname,count\r\n"Jean-Luc O\'Neil (ops), ""JL""\nsecond line",3\r\n李小龍 / محمد,\r\n',
  );
});

test("DESK-38: no name is a formula, also behind blanks, invisible characters and in wide signs; numbers stay numbers", () => {
  const names = [
    "=1+1",
    "+49 30",
    "-Ada-",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "\u200b=1",
    "＝1",
    "＠x",
    "\u00a0-1",
  ];
  for (const name of names) expect(read(toCsv([[name]]))).toEqual([[`'${name}`]]);
  expect(read(toCsv([["Ada-Lovelace", "1=1", -4, 0.5]]))).toEqual([["Ada-Lovelace", "1=1", "-4", "0.5"]]);
});

test("DESK-38 property: what is written is read again", () => {
  const sign = fc.constantFrom(",", '"', "\r", "\n", " ", "'", "=", "-", "a", "é", "李", "ש", "\u200d");
  const cell = fc
    .string({ unit: sign, maxLength: 8 })
    .filter((text) => !/^[\s\p{Cf}]*[=+\-@＝＋－＠\t\r\n]/u.test(text));
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { maxLength: 3 }), (rows) => {
      expect(read(toCsv(rows))).toEqual(rows);
    }),
  );
});
