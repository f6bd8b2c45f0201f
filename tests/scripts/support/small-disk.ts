import { spawnSync } from "node:child_process";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Size of the file system that is filled, MiB. */
const SIZE = 64;

/** A way to give a server's process a disk that a test can fill. */
export interface SmallDisk {
  /** Which way it is, for the output of the test. */
  kind: "a tmpfs in a user namespace" | "a limit on the size of files";
  /** The command that runs the server's process (`ServeOptions.within`). */
  within: string[];
  /** Fills the disk of the server with this process id; null if it is full from the start and stays so. */
  fill: ((pid: number) => void) | null;
  /** Makes room again. */
  empty: (pid: number) => void;
}

/** A small tmpfs, mounted where only the server sees it, if this machine allows it; else a limit on the server's files. */
export function smallDisk(data: string): SmallDisk {
  if (spawnSync("unshare", ["-Urm", "true"]).status !== 0) {
    // In blocks of 1 KiB: databases fit, the reserve does not, so that the disk counts as full.
    const within = ["bash", "-c", 'ulimit -f 8192 && exec "$@"', "--"];
    return { kind: "a limit on the size of files", within, fill: null, empty: () => undefined };
  }
  const script = `mount -t tmpfs -o size=${SIZE}m tmpfs ${JSON.stringify(data)} && exec "$@"`;
  const filler = (pid: number) => join(`/proc/${pid}/root`, data, "filler");
  return {
    kind: "a tmpfs in a user namespace",
    within: ["unshare", "-Urm", "bash", "-c", script, "--"],
    fill: (pid) => fill(filler(pid), join(`/proc/${pid}/root`, data)),
    empty: (pid) => rmSync(filler(pid), { force: true }),
  };
}

const TMPFS = 0x01021994;

/**
 * Writes until nothing fits. The server may take some of the room meanwhile. Only a tmpfs of the expected size is filled, never the
 * machine's disk.
 */
function fill(path: string, folder: string): void {
  const { type, blocks, bsize, bavail } = statfsSync(folder);
  if (type !== TMPFS || blocks * bsize > SIZE * 1024 * 1024)
    throw new Error(`${folder} is not the small disk`);
  try {
    writeFileSync(path, Buffer.alloc(bavail * bsize));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  }
}
