import type { Document } from "../../../../shared/knowledge.ts";
import type { SameName } from "./same-name-dialog.tsx";

/** The chosen files whose names the library's files have, and the others. Of several documents of one name, the newest counts. */
export function findSameNames(
  files: readonly File[],
  documents: readonly Document[],
): { same: SameName[]; others: File[] } {
  const named = new Map<string, Document>();
  for (const document of documents) {
    const before = named.get(plain(document.title));
    const isNewer = before === undefined || document.createdAt > before.createdAt;
    if (document.source === "upload" && document.mayManage && isNewer)
      named.set(plain(document.title), document);
  }
  const same: SameName[] = [];
  const others: File[] = [];
  for (const file of files) {
    const document = named.get(plain(file.name));
    if (document === undefined) others.push(file);
    else same.push({ file, document });
    // A second file of this name, from another folder, is another document.
    named.delete(plain(file.name));
  }
  return { same, others };
}

/** Systems write one letter in different ways, such as "é". */
const plain = (name: string): string => name.normalize("NFC").trim();
