import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { open, talk } from "../../docs/examples/two-people.ts";
import { buildServer } from "../../scripts/build.ts";
import { startServer, type RunningServer } from "../../scripts/serve.ts";
import { makeCast } from "../chaos/world/cast.ts";

let data: string;
let server: RunningServer;
beforeAll(async () => {
  await buildServer();
  data = await mkdtemp(join(tmpdir(), "parley-example-"));
  server = await startServer({ port: 0, data, quiet: true });
}, 120_000);
afterAll(async () => {
  await server.kill();
  await rm(data, { recursive: true, force: true });
});

test("the example of docs/sdk.md does what it says, against a real server", { timeout: 60_000 }, async () => {
  const { origin } = server;
  const { organization, owner, members, rooms } = await makeCast(origin, { people: 2, rooms: 1 });
  const [grace] = members;
  const [den] = rooms;
  if (grace === undefined || den === undefined) throw new Error("nobody there");
  const adas = open({ origin, organization, ...owner }, den);
  const graces = open({ origin, organization, ...grace }, den);
  expect(await talk(adas, graces)).toEqual(["Hello Grace!", "Hello Ada!"]);
  adas.close();
  graces.close();
});
