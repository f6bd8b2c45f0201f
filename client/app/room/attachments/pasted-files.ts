/** What of a paste becomes files, and whether its text goes into the field too. */
export interface Pasted<PastedFile> {
  files: readonly PastedFile[];
  withText: boolean;
}

interface Named {
  name: string;
  type: string;
}

const IMAGE_NAME = /\.(?:avif|bmp|gif|heic|jpe?g|png|svg|tiff?|webp)$/i;

/**
 * Clipboards hold files in three ways: alone; with their names or paths as text (Finder, Nautilus, Dolphin; Safari adds the address of a copied picture); and as a picture of the copied
 * text (Word, Excel, Pages, LibreOffice). Of the last, the text is what was copied.
 */
export function sortPaste<PastedFile extends Named>(
  text: string,
  files: readonly PastedFile[],
): Pasted<PastedFile> {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (lines.every((line) => isNameOf(line, files))) return { files, withText: false };
  return { files: files.filter(({ type }) => !type.startsWith("image/")), withText: true };
}

/** Browsers call every pasted picture `image.png`. */
function isNameOf(line: string, files: readonly Named[]): boolean {
  const name = lastSegment(line.trim());
  const isPicture = ({ type }: Named): boolean => type.startsWith("image/") && IMAGE_NAME.test(name);
  return files.some((file) => file.name === name || isPicture(file));
}

function lastSegment(path: string): string {
  const name = path.split(/[/\\]/).at(-1) ?? "";
  if (!/^(?:file|https?):/.test(path)) return name;
  try {
    return decodeURIComponent(name.replace(/[?#].*$/, ""));
  } catch {
    return name;
  }
}
