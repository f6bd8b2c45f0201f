/** What is wrong with the storage: `storage_full` and `storage_read_only` end by themselves; `damaged` needs somebody who restores it. */
export type DiskFault = "storage_full" | "storage_read_only";

/**
 * The state of the machine's disk. Only a local server sets it (`local-disk.ts`): all objects and the Worker run in one
 * isolate there. It must be known before anything is written, because the platform reports a failed write only after the step, and then
 * ends the object with all of its sockets.
 */
let fault: DiskFault | null = null;

export const diskFault = (): DiskFault | null => fault;

export function setDiskFault(now: DiskFault | null): void {
  fault = now;
}

/** After this time a client tries again, ms. */
export const DISK_RETRY = 5_000;

export const DISK_MESSAGE: Readonly<Record<DiskFault, string>> = {
  storage_full: "The server's disk is full, so it stores nothing now. It goes on when there is room again.",
  storage_read_only: "The server cannot write to its disk, so it stores nothing now. It goes on when it can.",
};

export const DAMAGED_MESSAGE =
  "This conversation's data is damaged on the server. Ask whoever runs it to restore it from a backup. Your other conversations are not affected.";

/** For what is not one conversation: the directory, the files, an index. */
export const DAMAGED_DATA_MESSAGE =
  "Some of the server's data is damaged. Ask whoever runs it to look with `npm run check-data` and to restore it from a backup.";

/** SQLite's result codes for damaged files, as workerd adds them to its messages. */
const DAMAGED = /SQLITE_(?:CORRUPT|NOTADB)/;

/** Whether the error, or what caused it, says that a database is damaged. */
export function isDamage(error: unknown): boolean {
  return error instanceof Error && (DAMAGED.test(error.message) || isDamage(error.cause));
}
