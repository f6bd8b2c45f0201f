/**
 * `npm run bench:ingest`: time from upload to ready, through the whole server as `npm start` runs it: a PDF of 300 pages, 1,000
 * Markdown files, and a PDF of 20 MB, while workerd's memory is measured. workerd also contains the platform's simulators. The
 * Worker's own memory is bounded by a heap limit of HEAP_MIB for every isolate, above which workerd ends. `-- 300` sets the number
 * of files.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { buildServer } from "../../scripts/build.ts";
import { startServer } from "../../scripts/serve.ts";
import { knowledgePaths, type Document, type Library } from "../../shared/knowledge.ts";
import { makeCast, postAs, type Account } from "../chaos/world/cast.ts";
import { makePdf } from "../support/pdf.ts";
import { ownCollection } from "../eval/collection.ts";
import { printTable } from "../eval/print-table.ts";
import { workerdMemory } from "./cpu.ts";

const FILES = Number(process.argv[2] ?? 1_000);
/** Parallel uploads, as many as a browser does. */
const PARALLEL_UPLOADS = 3;
const TIMEOUT_MS = 10 * 60_000;
const MIB = 1024 * 1024;
/** Heap limit, MiB: of the 128 of a Worker, with 33 of buffers outside the heap (docs/measurements.md). */
const HEAP_MIB = 64;

const words = ownCollection("handbook").documents.flatMap(({ text }) =>
  text.replace(/[^A-Za-z .]/g, " ").split(/\s+/),
);
let at = 0;
function prose(length: number): string {
  let text = "";
  while (text.length < length) text += `${words[at++ % words.length]} `;
  return text;
}

/** Thirty lines each. */
function pagesOf(number: number): string[][] {
  return Array.from({ length: number }, () => Array.from({ length: 30 }, () => prose(70)));
}

await buildServer();
const data = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "parley-ingest-"));
const server = await startServer({ port: 0, data, quiet: true, v8Flags: `--max-heap-size=${HEAP_MIB}` });
let peak = 0;
const watching = setInterval(() => (peak = Math.max(peak, workerdMemory(server.pid))), 100);

try {
  const { organization, owner } = await makeCast(server.origin, { people: 1, rooms: 0 });

  const upload = async (library: Library, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    const response = await fetch(server.origin + knowledgePaths.files(organization, library.id), {
      method: "PUT",
      body: bytes,
      headers: {
        origin: server.origin,
        cookie: owner.cookie,
        "content-type": "application/octet-stream",
        "x-file-name": encodeURIComponent(name),
      },
    });
    if (!response.ok) throw new Error(await response.text());
  };
  const documentsOf = async (library: Library): Promise<Document[]> => {
    const path = knowledgePaths.documents(organization, library.id);
    const response = await fetch(server.origin + path, { headers: { cookie: owner.cookie } });
    const answer: { data: Document[] } = await response.json();
    return answer.data;
  };
  /** Seconds until all are ready. */
  const measure = async (
    files: [name: string, bytes: Uint8Array<ArrayBuffer>][],
  ): Promise<[seconds: number, grown: number]> => {
    const library = await makeLibrary(owner);
    await delay(2_000);
    const before = workerdMemory(server.pid);
    peak = before;
    const started = performance.now();
    const waiting = [...files];
    await Promise.all(
      Array.from({ length: PARALLEL_UPLOADS }, async () => {
        for (let file = waiting.shift(); file !== undefined; file = waiting.shift())
          await upload(library, ...file);
      }),
    );
    for (;;) {
      const all = await documentsOf(library);
      const failed = all.find(({ state }) => state === "failed");
      if (failed !== undefined) throw new Error(`${failed.title}: ${failed.failure}`);
      if (all.length === files.length && all.every(({ state }) => state === "ready")) break;
      if (performance.now() - started > TIMEOUT_MS) throw new Error("ingestion timed out");
      await delay(100);
    }
    return [(performance.now() - started) / 1_000, peak - before];
  };
  const makeLibrary = (account: Account): Promise<Library> =>
    postAs<Library>(server.origin, account, knowledgePaths.libraries(organization), { name: "Bench" });

  const rows: string[][] = [];
  const row = (name: string, many: number, unit: string, [seconds, grown]: [number, number]): void => {
    rows.push([
      name,
      `${seconds.toFixed(1)} s`,
      `${(many / seconds).toFixed(0)} ${unit}/s`,
      `${(grown / MIB).toFixed(0)} MiB`,
    ]);
  };
  const book = makePdf(pagesOf(300));
  row("a PDF of 300 pages", 300, "pages", await measure([["book.pdf", book]]));
  const heavy = makePdf(pagesOf(500), 18 * MIB);
  row(
    `a PDF of ${(heavy.length / MIB).toFixed(0)} MiB, 500 pages`,
    500,
    "pages",
    await measure([["heavy.pdf", heavy]]),
  );
  const notes = Array.from({ length: FILES }, (_, n): [string, Uint8Array<ArrayBuffer>] => [
    `note-${n}.md`,
    new TextEncoder().encode(`# Note ${n}\n\n${prose(1_500)}\n\n## More\n\n${prose(1_500)}\n`),
  ]);
  row(`${FILES} files of Markdown`, FILES, "files", await measure(notes));
  printTable("from the upload to ready", ["what", "time", "rate", "workerd grew by"], rows);
} finally {
  clearInterval(watching);
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exit();
