/** What an operating system puts beside one's files, and what tools keep in folders: nobody means to add these. */
const isHidden = (name: string): boolean =>
  name.startsWith(".") || name === "Thumbs.db" || name === "node_modules";

/** All files of a drop, those in folders too. Must be called in the event's own turn: afterwards its items are empty. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const items = [...transfer.items].filter(({ kind }) => kind === "file");
  const entries = items.map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const found = await Promise.all(entries.map((entry) => (entry instanceof File ? [entry] : filesOf(entry))));
  return found.flat();
}

async function filesOf(entry: FileSystemEntry | null): Promise<File[]> {
  if (entry === null || isHidden(entry.name)) return [];
  if (isFile(entry)) {
    return new Promise((resolve) => {
      entry.file(
        (file) => resolve([file]),
        () => resolve([]),
      );
    });
  }
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const found: File[] = [];
  // Chromium gives at most 100 at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => {
      reader.readEntries(resolve, () => resolve([]));
    });
    if (some.length === 0) return found;
    for (const inside of some) found.push(...(await filesOf(inside)));
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** Files of a folder that was chosen in the browser's dialog, without what is hidden in it. */
export function chosenFiles(list: FileList | null): File[] {
  return [...(list ?? [])].filter((file) => {
    const path = file.webkitRelativePath || file.name;
    return !path.split("/").some(isHidden);
  });
}
