import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { assertUnused, FolderInUse, lockFolder } from "../../scripts/folder-lock.ts";
import { node, root } from "../../scripts/root.ts";

let data: string;
let children: ChildProcess[] = [];
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "parley-lock-"));
});
afterEach(async () => {
  for (const child of children) if (child.pid !== undefined) await kill(child);
  children = [];
  rmSync(data, { recursive: true, force: true });
});

/** Another process that takes the lock when it is told to, then says what came of it and stays. */
const TAKE = `
  import { lockFolder } from ${JSON.stringify(`${root}scripts/folder-lock.ts`)};
  process.on("message", async ({ data, holder }) => {
    try {
      const lock = await lockFolder(data);
      if (holder) lock.announce({ pid: process.pid, ...holder });
      process.send("locked");
    } catch (error) {
      process.send(error.message);
    }
  });
  process.send("ready");
`;

async function another(): Promise<ChildProcess> {
  const child = spawn(node, ["--input-type=module", "--eval", TAKE], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  children.push(child);
  await once(child, "message");
  return child;
}

async function take(child: ChildProcess, holder?: object): Promise<string> {
  const said = once(child, "message");
  child.send({ data, holder });
  return String((await said)[0]);
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

test("RUN-1: of several starts at the same instant exactly one has the folder", async () => {
  const starts = await Promise.all([another(), another(), another(), another()]);
  const said = await Promise.all(starts.map((child) => take(child)));
  expect(said.filter((each) => each === "locked")).toHaveLength(1);
  for (const each of said.filter((one) => one !== "locked")) expect(each).toMatch(/^Parley is already /);
});

test("RUN-1: a second start says where the first one is and what to do", async () => {
  const first = await another();
  expect(await take(first, { origin: "http://127.0.0.1:8787", inner: null, writers: [] })).toBe("locked");
  await expect(lockFolder(data)).rejects.toThrow(
    `Parley is already running at http://127.0.0.1:8787 with the data folder ${data} (process ${first.pid}).`,
  );
  await expect(assertUnused(data)).rejects.toThrow(FolderInUse);
});

test("RUN-1: a lock ends with its process, also by SIGKILL", async () => {
  const first = await another();
  await take(first, { origin: "http://127.0.0.1:8787", inner: null, writers: [first.pid] });
  await kill(first);
  (await lockFolder(data)).release();
  await assertUnused(data);
});

test("RUN-1: what a killed server left running is named, and whoever only has its number or its port is not", async () => {
  const first = await another();
  const left = createServer().listen(0, "127.0.0.1");
  await once(left, "listening");
  const address = left.address();
  if (address === null || typeof address === "string") throw new Error("No port.");
  const origin = `http://127.0.0.1:${address.port}`;
  await take(first, { origin: "http://127.0.0.1:1", inner: origin, writers: [process.pid] });
  await kill(first);
  await expect(lockFolder(data)).rejects.toThrow(`still running at ${origin}`);
  left.close();
  await once(left, "close");
  // The process is alive, but nothing answers there.
  (await lockFolder(data)).release();
});

test("RUN-1: a folder that cannot be written says so", async () => {
  // A file in place of the folder; root may write everywhere else.
  writeFileSync(join(data, "file"), "");
  await expect(lockFolder(join(data, "file"))).rejects.toThrow(/cannot be used/);
});

test("RUN-1: asking does not create the folder", async () => {
  await assertUnused(join(data, "none"));
  expect(existsSync(join(data, "none"))).toBe(false);
});
