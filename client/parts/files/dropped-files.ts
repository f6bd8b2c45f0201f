/** Whether a file was created by the operating system or by a tool. People do not mean to upload such files. */
const isHidden = (name: string): boolean =>
  name.startsWith(".") || name === "Thumbs.db" || name === "node_modules";

/**
 * All files of a drop, including those in folders. It must be called synchronously in the event handler: later the browser clears the
 * items.
 */
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
  // Chromium returns at most 100 entries per call, and an empty list at the end.
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

/** Files of a folder that was chosen in the browser's dialog, without hidden files. */
export function chosenFiles(list: FileList | null): File[] {
  return [...(list ?? [])].filter((file) => {
    const path = file.webkitRelativePath || file.name;
    return !path.split("/").some(isHidden);
  });
}
