import { randomFillSync } from "node:crypto";
import { rmSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type DiskFault = "storage_full" | "storage_read_only";

/** The reserve on a large disk, bytes. Reading writes a little too: D1 counts its reads, cursors move. */
const RESERVE = 16 * 1024 * 1024;
/** On a small disk, this share of it. */
const RESERVE_SHARE = 1 / 8;
/** Pause between two looks, ms. A look costs two system calls and a write of one page. */
const LOOK_MS = 250;

/**
 * Looks after the disk of a data folder, and calls `tell` when its state changes. A reserve is kept as a file; when the disk is full, it is
 * given up, so that reading can go on, and made again when there is room. Returns a function that stops the watch.
 */
export function watchDisk(data: string, tell: (fault: DiskFault | null) => Promise<unknown>): () => void {
  const reserve = new Reserve(data);
  let known: DiskFault | null = null;
  let isTelling = false;
  const look = (): void => {
    const now = reserve.look(known);
    if (now === known || isTelling) return;
    isTelling = true;
    // Again at the next look if it fails.
    tell(now)
      .then(() => (known = now))
      .catch(() => undefined)
      .finally(() => (isTelling = false));
  };
  look();
  const timer = setInterval(look, LOOK_MS);
  return () => clearInterval(timer);
}

class Reserve {
  readonly #file: string;
  readonly #probe: string;
  readonly #data: string;

  constructor(data: string) {
    this.#data = data;
    this.#file = join(data, "reserve");
    this.#probe = join(data, "probe");
  }

  /** The state of the disk. Gives up the reserve, or makes it again. */
  look(before: DiskFault | null): DiskFault | null {
    const fault = this.#writeProbe();
    if (fault === "storage_read_only") return fault;
    const size = this.#size();
    const isLow = fault !== null || this.#free() < size;
    // Twice the reserve, because the reserve is made of it.
    if (isLow || (before !== null && this.#free() < 2 * size)) {
      if (isLow) rmSync(this.#file, { force: true });
      return "storage_full";
    }
    return this.#isMade(size) || this.#make(size) ? null : "storage_full";
  }

  #size(): number {
    const { blocks, bsize } = statfsSync(this.#data);
    return Math.floor(Math.min(RESERVE, blocks * bsize * RESERVE_SHARE));
  }

  #free(): number {
    const { bavail, bsize } = statfsSync(this.#data);
    return bavail * bsize;
  }

  #isMade(size: number): boolean {
    return statSync(this.#file, { throwIfNoEntry: false })?.size === size;
  }

  /** Random bytes, because a file system may store zeros or repetitions in no space. */
  #make(size: number): boolean {
    try {
      writeFileSync(this.#file, randomFillSync(Buffer.alloc(size)));
      return true;
    } catch {
      rmSync(this.#file, { force: true });
      return false;
    }
  }

  /** Free space is not all: a quota, a limit on sizes, or a file system that has become read-only. */
  #writeProbe(): DiskFault | null {
    try {
      writeFileSync(this.#probe, randomFillSync(Buffer.alloc(4096)));
      return null;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      return ["ENOSPC", "EDQUOT", "EFBIG"].includes(code) ? "storage_full" : "storage_read_only";
    }
  }
}
