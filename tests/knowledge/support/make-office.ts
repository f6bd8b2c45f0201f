import { packParts } from "./pack-parts.ts";

const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A zip file of these texts by path. */
export function makeZip(parts: Record<string, string>): Uint8Array {
  const encoder = new TextEncoder();
  return packParts(Object.entries(parts).map(([name, text]) => ({ name, bytes: encoder.encode(text) })));
}

/** The part that says what a part refers to: `{ rId1: ["worksheet", "worksheets/sheet1.xml"] }`. */
export function relations(targets: Record<string, readonly [type: string, target: string]>): string {
  const all = Object.entries(targets).map(
    ([id, [type, target]]) => `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `<?xml version="1.0"?><Relationships>${all.join("")}</Relationships>`;
}

/** A workbook of these sheets, each the XML of its rows. */
export function makeWorkbook(
  sheets: { name: string; rows: string; state?: string }[],
  { strings = [] as string[], styles = "" } = {},
): Uint8Array {
  const targets: Record<string, readonly [string, string]> = {
    s1: ["sharedStrings", "sharedStrings.xml"],
    s2: ["styles", "styles.xml"],
  };
  const parts: Record<string, string> = {
    "_rels/.rels": relations({ r1: ["officeDocument", "xl/workbook.xml"] }),
    "xl/sharedStrings.xml": `<sst>${strings.map((text) => `<si><t>${text}</t></si>`).join("")}</sst>`,
    "xl/styles.xml": styles,
  };
  const listed = sheets.map(({ name, rows, state }, at) => {
    targets[`rId${at + 1}`] = ["worksheet", `worksheets/sheet${at + 1}.xml`];
    parts[`xl/worksheets/sheet${at + 1}.xml`] = `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
    const hidden = state === undefined ? "" : ` state="${state}"`;
    return `<sheet name="${name}" sheetId="${at + 7}"${hidden} r:id="rId${at + 1}"/>`;
  });
  parts["xl/workbook.xml"] =
    `<workbook xmlns:r="${RELATIONS}"><sheets>${listed.join("")}</sheets></workbook>`;
  parts["xl/_rels/workbook.xml.rels"] = relations(targets);
  return makeZip(parts);
}
