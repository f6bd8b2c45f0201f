/** A minimal PDF with these lines on its pages. `claimedPages` and `filler` make it incorrect or larger. */
export function makePdf(
  pages: string[][],
  options: { claimedPages?: number; filler?: number } = {},
): Uint8Array {
  const contents = pages.map(
    (lines) => `BT /F1 12 Tf 14 TL 50 780 Td ${lines.map((line) => `(${escape(line)}) Tj T*`).join(" ")} ET`,
  );
  return makePdfOf(contents, options);
}

/** A minimal PDF of these content streams. `annotations` are on the first page, each as the inside of a dictionary. */
export function makePdfOf(
  contents: string[],
  { claimedPages = contents.length, filler = 0, annotations = [] as string[] } = {},
): Uint8Array {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const catalog = add("");
  add("");
  const font = add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  const notes = annotations.map((annotation) => add(`<< /Type /Annot ${annotation} >>`));
  const listed = notes.map((note) => `${note} 0 R`).join(" ");
  objects[0] = `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [${listed}] >> >>`;
  const kids = contents.map((content, at) => {
    const stream = add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
    return add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${stream} 0 R /Annots [${at === 0 ? listed : ""}] /Resources << /Font << /F1 ${font} 0 R >> >> >>`,
    );
  });
  if (filler > 0) add(`<< /Length ${filler} >>\nstream\n${"x".repeat(filler)}\nendstream`);
  objects[1] = `<< /Type /Pages /Count ${claimedPages} /Kids [${kids.map((kid) => `${kid} 0 R`).join(" ")}] >>`;
  const pieces = ["%PDF-1.4\n"];
  const offsets: number[] = [];
  let length = 9;
  objects.forEach((body, i) => {
    const piece = `${i + 1} 0 obj\n${body}\nendobj\n`;
    offsets.push(length);
    pieces.push(piece);
    length += piece.length;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  pieces.push(
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`,
    `trailer\n<< /Size ${objects.length + 1} /Root ${catalog} 0 R >>\nstartxref\n${length}\n%%EOF\n`,
  );
  return Uint8Array.from(pieces.join(""), (char) => char.charCodeAt(0));
}

const escape = (text: string): string => text.replace(/[\\()]/g, "\\$&");
