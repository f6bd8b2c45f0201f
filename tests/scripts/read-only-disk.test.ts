/** A read-only mount; a read-only folder does not stop root. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { lockFolder } from "../../scripts/folder-lock.ts";
import { node, root } from "../../scripts/root.ts";
import { startServer } from "../../scripts/serve.ts";
import { type DiskFault, watchDisk } from "../../scripts/watch-disk.ts";

const data = mkdtempSync(join(tmpdir(), "parley-read-only-"));
afterAll(() => rmSync(data, { recursive: true, force: true }));

/** Where mounts are not allowed, a folder in `/proc` cannot be written by anybody either. */
const mayMount = spawnSync("unshare", ["-Urm", "true"]).status === 0;
const within = [
  ...["unshare", "-Urm", "bash", "-c"],
  `mount -t tmpfs -o size=8m tmpfs ${JSON.stringify(data)} && mount -o remount,ro ${JSON.stringify(data)} && exec "$@"`,
  "--",
];
const place = mayMount ? { data, within } : { data: "/proc/parley", within: [] };

test("DISK-2: a server does not start on a read-only data folder, and says so", async () => {
  console.log(mayMount ? "The disk is a read-only mount." : "The disk is /proc.");
  await expect(startServer({ port: 0, quiet: true, ...place })).rejects.toThrow(
    /^The data folder .* cannot be used: .*It must be a folder that can be written/,
  );
});

test.runIf(mayMount)("DISK-2: the same if a server has used the folder before", async () => {
  const used = mkdtempSync(join(tmpdir(), "parley-read-only-used-"));
  try {
    (await lockFolder(used)).release();
    const path = JSON.stringify(used);
    const mount = `mount --bind ${path} ${path} && mount -o remount,bind,ro ${path} && exec "$@"`;
    await expect(
      startServer({
        port: 0,
        quiet: true,
        data: used,
        within: ["unshare", "-Urm", "bash", "-c", mount, "--"],
      }),
    ).rejects.toThrow(/^The data folder .* cannot be used: .*It must be a folder that can be written/);
  } finally {
    rmSync(used, { recursive: true, force: true });
  }
});

test("DISK-2: a disk that has become read-only is noticed", async () => {
  const script = `
    import { watchDisk } from ${JSON.stringify(`${root}scripts/watch-disk.ts`)};
    watchDisk(${JSON.stringify(place.data)}, async (fault) => console.log(fault));`;
  const [program = node, ...args] = [...place.within, node, "--input-type=module", "--eval", script];
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  const said = await new Promise((resolve) =>
    child.stdout.once("data", (chunk: Buffer) => resolve(String(chunk).trim())),
  );
  child.kill("SIGKILL");
  expect(said).toBe("storage_read_only");
});

test("DISK-1: a disk with room is no fault, and its reserve is made once", async () => {
  const told: (DiskFault | null)[] = [];
  const stop = watchDisk(data, async (fault) => told.push(fault));
  stop();
  expect(told).toEqual([]);
});
