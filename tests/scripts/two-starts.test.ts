/** `npm start` twice on one data folder, as a person does it who does not know that it is running. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildClient, buildServer } from "../../scripts/build.ts";
import { node, quietEnvironment, root } from "../../scripts/root.ts";

const data = mkdtempSync(join(tmpdir(), "parley-two-starts-"));
const started: ChildProcess[] = [];

beforeAll(async () => {
  await buildClient();
  await buildServer();
});

afterAll(async () => {
  await Promise.all(started.map(stop));
  rmSync(data, { recursive: true, force: true });
});

interface Start {
  process: ChildProcess;
  /** The address that it prints; null if it ends before that. */
  origin: Promise<string | null>;
  /** Exit code and everything that it has said. */
  ended: Promise<{ code: number | null; said: string }>;
}

function start(script: "start" | "dev", port = 0): Start {
  const child = spawn(node, [`${root}scripts/${script}.ts`], {
    cwd: root,
    env: { ...quietEnvironment, PORT: String(port), PARLEY_DATA: data },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  let said = "";
  const origin = new Promise<string | null>((resolve) => {
    const heard = (chunk: Buffer): void => {
      said += chunk.toString();
      const [, address] = /Parley is at (\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on("data", heard);
    child.stderr.on("data", heard);
    child.once("close", () => resolve(null));
  });
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, said })),
  );
  return { process: child, origin, ended };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  await ended;
}

test("RUN-1: of two starts at once one serves, and each later one says where it is", async () => {
  const both = [start("start"), start("start")] as const;
  const origins = await Promise.all(both.map(({ origin }) => origin));
  const winner = origins[0] === null ? both[1] : both[0];
  const loser = winner === both[0] ? both[1] : both[0];
  const origin = await winner.origin;
  expect(origin).not.toBeNull();
  expect(await loser.ended).toMatchObject({ code: 1, said: expect.stringContaining("Parley is already ") });

  // On the same port, on another one, and by hot reload: the folder is what counts, and no other port is offered.
  const taken = Number(new URL(origin ?? "").port);
  for (const late of [start("start", taken), start("start"), start("dev")]) {
    const { code, said } = await late.ended;
    expect(code).toBe(1);
    expect(said).toContain(`Parley is already running at ${origin} with the data folder ${data}`);
    expect(said).not.toContain("Building");
    expect(said).not.toContain("is taken");
  }
  expect((await fetch(`${origin}/api/me`)).status).toBe(401);

  await stop(winner.process);
  const again = start("start");
  expect(await again.origin).toMatch(/^http:/);
  await stop(again.process);
});
