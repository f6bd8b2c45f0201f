import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** The right to use a data folder. It ends with the process that has it, however that process ends. */
export interface FolderLock {
  /** Says where the server of this folder is, for whoever tries to start a second one. */
  announce(server: Holder): void;
  release(): void;
}

/** Who uses a data folder. */
export interface Holder {
  pid: number;
  /** The server's address; null while it starts, and for a program that serves nothing. */
  origin: string | null;
  /** The address at which one of `writers` listens, to find out whether it was left behind; null if none does. */
  inner: string | null;
  /** Processes that write to the folder and may outlive `pid`. A negative number is a process group. */
  writers: number[];
}

/** A data folder that cannot be used: another process uses it, or it cannot be written. `message` says what to do. */
export class FolderInUse extends Error {}

/** Result codes of SQLite (https://www.sqlite.org/rescode.html). */
const SQLITE_BUSY = 5;

const LOCK_FILE = "lock.sqlite";
const HOLDER_FILE = "server.json";

/**
 * Takes the lock of a data folder; throws `FolderInUse` if somebody else has it. Two servers on one folder overwrite each other's rooms.
 *
 * The lock is SQLite's lock on an empty database. The operating system holds it (`fcntl`, `LockFileEx`), gives it to exactly one of
 * several processes, and takes it back when the process ends, also after SIGKILL. So there is no stale lock. Containers that share a
 * folder on one machine see it too. On a network file system it works as far as the file system has locks.
 */
export async function lockFolder(data: string): Promise<FolderLock> {
  const database = openLock(data);
  try {
    await assertNobodyWrites(data);
    writeHolder(data, { pid: process.pid, origin: null, inner: null, writers: [] });
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    announce: (server) => writeHolder(data, server),
    release: () => database.close(),
  };
}

/** Throws `FolderInUse` if somebody uses the folder. The answer may be outdated at once: only `lockFolder` decides. */
export async function assertUnused(data: string): Promise<void> {
  if (!existsSync(data)) return;
  const lock = await lockFolder(data);
  lock.release();
}

function openLock(data: string): DatabaseSync {
  try {
    mkdirSync(data, { recursive: true });
    const database = new DatabaseSync(join(data, LOCK_FILE));
    // Without a journal file: nothing is ever written to this database.
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return database;
  } catch (error) {
    throw new FolderInUse(reason(data, error), { cause: error });
  }
}

function reason(data: string, error: unknown): string {
  const code = error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
  if (code === SQLITE_BUSY) return inUse(data, readHolder(data));
  const text = error instanceof Error ? error.message : String(error);
  return `The data folder ${data} cannot be used: ${text}. It must be a folder that can be written, on a file system with locks.`;
}

function inUse(data: string, holder: Holder | null): string {
  const which = `with the data folder ${data}`;
  if (holder === null) return `Parley is already running ${which}.`;
  const { pid, origin } = holder;
  if (origin === null) return `Parley is already starting or being checked ${which} (process ${pid}).`;
  return [
    `Parley is already running at ${origin} ${which} (process ${pid}).`,
    "Open that address, or stop that server first. For a second server, choose another folder: PARLEY_DATA=… PORT=… npm start",
  ].join("\n");
}

/**
 * If only the process with the lock was killed, workerd may go on without it. Two signs are required, because the system gives numbers
 * of processes and ports again: one of its processes is alive, and its own address is taken.
 */
async function assertNobodyWrites(data: string): Promise<void> {
  const holder = readHolder(data);
  if (holder === null || holder.inner === null || !holder.writers.some(isAlive)) return;
  if (!(await answers(holder.inner))) return;
  const ids = holder.writers.filter(isAlive).join(" ");
  throw new FolderInUse(
    `A server that lost its parent process is still running at ${holder.inner} with the data folder ${data}. End it first: kill -9 -- ${ids}`,
  );
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is alive and belongs to another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function answers(origin: string): Promise<boolean> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.setTimeout(1_000, () => socket.destroy());
    socket.once("connect", () => socket.destroy());
    socket.once("connect", () => resolve(true));
    socket.once("close", () => resolve(false));
    socket.once("error", () => resolve(false));
  });
}

/**
 * Replaces the file in one step, because another process may read it at any time. A full disk does not prevent a start: the lock holds
 * without this file, and a second start then does not know the address.
 */
function writeHolder(data: string, holder: Holder): void {
  const path = join(data, HOLDER_FILE);
  try {
    writeFileSync(`${path}.new`, JSON.stringify(holder));
    renameSync(`${path}.new`, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC"))
      throw new FolderInUse(reason(data, error), { cause: error });
    rmSync(path, { force: true });
  }
}

/** Null if there is no file, or no valid one. */
function readHolder(data: string): Holder | null {
  try {
    const holder: Holder = JSON.parse(readFileSync(join(data, HOLDER_FILE), "utf8"));
    return typeof holder.pid === "number" && Array.isArray(holder.writers) ? holder : null;
  } catch {
    return null;
  }
}
