/**
 * `npm run bench:drafts`: time from a keystroke on one device of a person until the other device shows it, including storing.
 * One keystroke at a time, so that none are joined.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createDrafts } from "../../client/sdk/drafts/index.ts";
import { createClient } from "../../client/sdk/index.ts";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";
import { buildServer } from "../../scripts/build.ts";
import { startServer } from "../../scripts/serve.ts";
import { paths, type Ticket } from "../../shared/api.ts";
import { makeId } from "../../shared/ids.ts";
import { makeCast, postAs } from "../chaos/world/cast.ts";
import { until } from "../chaos/world/until.ts";
import { printTable } from "../eval/print-table.ts";

const KEYS = 200;
const TIMEOUT_MS = 20_000;

await buildServer();
const data = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "parley-keys-"));
const server = await startServer({ port: 0, data, quiet: true });
try {
  const { organization, owner, rooms } = await makeCast(server.origin, { people: 1, rooms: 1 });
  const [room] = rooms;
  if (room === undefined) throw new Error("no room");
  let sentAt = 0;
  class Timed extends WebSocket {
    override send(frame: Parameters<WebSocket["send"]>[0]): void {
      if (String(frame).includes('"draft.update"')) sentAt = performance.now();
      super.send(frame);
    }
  }
  const device = () => {
    const storage = makeMemoryStorage();
    const client = createClient({
      origin: server.origin,
      organization,
      user: owner.user,
      device: makeId("dev", (bytes) => crypto.getRandomValues(bytes)),
      storage,
      WebSocket: Timed,
      socketUrl: async () => {
        const { ticket } = await postAs<Ticket>(server.origin, owner, paths.tickets(organization), {});
        return `${server.origin.replace("http", "ws")}${paths.inboxSocket(organization)}?ticket=${ticket}`;
      },
    });
    const drafts = createDrafts(client.inbox(), storage);
    return { client, drafts, draft: drafts.open(room) };
  };
  const [writing, reading] = [device(), device()];
  await until(
    () => [writing, reading].every(({ draft }) => draft.isLoaded && draft.kept === "everywhere"),
    TIMEOUT_MS,
    "both devices are there",
  );
  let shownAt = 0;
  reading.draft.subscribe(() => (shownAt = performance.now()));
  const times: number[] = [];
  for (let key = 0; key < KEYS; key++) {
    const text = `${writing.draft.text}x`;
    writing.draft.edit(text);
    await until(() => reading.draft.text === text, TIMEOUT_MS, "the key is shown");
    times.push(shownAt - sentAt);
    await until(() => writing.draft.kept === "everywhere", TIMEOUT_MS, "the key is stored");
    await delay(5);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => `${(times[Math.floor(times.length * share)] ?? 0).toFixed(1)} ms`;
  printTable(`${KEYS} keys, from sent to shown on the other device`, ["p50", "p99"], [[at(0.5), at(0.99)]]);
  for (const { client, drafts } of [writing, reading]) {
    drafts.close();
    client.close();
  }
} finally {
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exit();
