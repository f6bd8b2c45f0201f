/** Checks what would be deployed: production bindings, and no local code in the bundle. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { tool } from "./root.ts";
import { run } from "./run.ts";

/** Every binding that production needs, as `wrangler deploy` lists them. */
const BINDINGS = [
  "env.ROOM",
  "env.INBOX",
  "env.METER",
  "env.INDEX",
  "env.SEARCH",
  "env.DESK",
  "env.WEBHOOKS",
  "env.INGEST",
  "env.EVENTS",
  "env.FILES",
  "env.CACHE",
  "env.VECTORIZE",
  "env.AI",
  "env.DB",
  "env.MAIL",
  "env.ASSETS",
  "env.CONNECTS",
  "env.REQUESTS",
];
/**
 * Maximum size of the Worker with all its modules, compressed, KiB. Readers of documents and languages are most of it; the platform's own limit
 * is 10 MiB. Visitors, widgets, signed identities and the desk took 30; the API with its description, keys, webhooks, chats and speech took 68;
 * the server of the Model Context Protocol took 64, most of it the official package with the schemas of five versions; memory, decisions on calls,
 * tools of other servers and OAuth took 110; times in words (16 languages), repeats of tasks, threads, notes and notifications took 160.
 */
const MAX_WORKER_KIB = 1_900;
/** Names that occur only in local replacements and tests. */
const LOCAL_NAMES = [/\bLocalAI\b/, /\bLocalVector/, /\bLocalMail/, /\bLocalChallenge\b/, /server\/local/];

const outdir = mkdtempSync(join(tmpdir(), "parley-deploy-"));
try {
  const printed = await run(tool("wrangler/bin/wrangler.js"), ["deploy", "--dry-run", "--outdir", outdir]);
  const missing = BINDINGS.filter((binding) => !printed.includes(binding));
  const bundle = readdirSync(outdir)
    .filter((name) => /\.m?js$/.test(name))
    .map((name) => readFileSync(join(outdir, name), "utf8"))
    .join("\n");
  if (bundle === "") throw new Error("there is no bundle");
  const kib = Math.round(gzipSync(bundle).length / 1024);
  if (kib > MAX_WORKER_KIB) throw new Error(`the bundle has ${kib} KiB (gzip), more than ${MAX_WORKER_KIB}`);
  // Only source maps contain file names.
  const sources = readdirSync(outdir)
    .filter((name) => name.endsWith(".map"))
    .map((name) => readFileSync(join(outdir, name), "utf8"));
  if (sources.length === 0) throw new Error("there is no source map");
  const all = [bundle, printed, ...sources];
  const found = LOCAL_NAMES.filter((pattern) => all.some((text) => pattern.test(text)));
  if (missing.length > 0) throw new Error(`bindings are missing: ${missing.join(", ")}\n${printed}`);
  if (found.length > 0) throw new Error(`the production bundle holds a stand-in: ${found.join(", ")}`);
  console.log(`ok   ${BINDINGS.length} bindings, ${kib} KiB (gzip)`);
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
