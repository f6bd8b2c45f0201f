import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { buildWidget } from "./build-widget.ts";
import { root, tool } from "./root.ts";
import { run } from "./run.ts";
import { isUpToDate } from "./up-to-date.ts";

const CLIENT = "dist/client/index.html";
const WIDGET = "dist/client/widget.js";
const SERVER = "dist/server/options.json";

/** Builds the app's pages, and the widget. Resolves to whether a build was necessary. */
export async function buildClient(): Promise<boolean> {
  // The app's build empties the folder that both are in.
  const isNew = await buildApp();
  const inputs = [
    "client/widget",
    "client/ui",
    "client/words",
    "client/sdk",
    "shared",
    "scripts/build-widget.ts",
  ];
  if (!isNew && isUpToDate(WIDGET, [...inputs, "package-lock.json"])) return false;
  await buildWidget();
  utimesSync(join(root, WIDGET), new Date(), new Date());
  return true;
}

async function buildApp(): Promise<boolean> {
  const inputs = [
    "client/app",
    "client/developers",
    "client/parts",
    "client/ui",
    "client/words",
    "client/sdk",
    "client/index.html",
    "client/service-worker.ts",
    "public",
    "scripts/developers-styles.ts",
    "shared",
    "vite.config.ts",
  ];
  if (isUpToDate(CLIENT, [...inputs, "package-lock.json"])) return false;
  await run(tool("vite/bin/vite.js"), ["build", "--logLevel", "warn"]);
  // Vite may not rewrite an unchanged page. Its modification time marks the build as current.
  utimesSync(join(root, CLIENT), new Date(), new Date());
  return true;
}

/**
 * Bundles the Worker as `wrangler deploy` would, for `env.local`, and stores workerd's options for it. So a server can start
 * without loading wrangler: 1 s instead of 4 s.
 */
export async function buildServer(): Promise<boolean> {
  if (isUpToDate(SERVER, ["server", "shared", "wrangler.jsonc", "package-lock.json"])) return false;
  mkdirSync(join(root, "dist/client"), { recursive: true });
  await run(tool("wrangler/bin/wrangler.js"), [
    "deploy",
    "--dry-run",
    "--env",
    "local",
    "--outdir",
    "dist/server",
  ]);
  writeFileSync(join(root, SERVER), JSON.stringify(await workerOptions(), null, 2));
  return true;
}

/** Wrangler is imported only here, because loading it takes more than a second. */
async function workerOptions(): Promise<unknown> {
  process.env["WRANGLER_SEND_METRICS"] = "false";
  const require = createRequire(import.meta.url);
  const wrangler: typeof import("wrangler") = require("wrangler");
  return wrangler.unstable_getMiniflareWorkerOptions(join(root, "wrangler.jsonc"), "local").workerOptions;
}

/** Reads the result of `buildServer`. Throws an error that says what to do if there is none. */
export function readWorkerOptions(): Record<string, unknown> {
  const path = join(root, SERVER);
  if (!existsSync(path))
    throw new Error("The server is not built yet: run `npm run build` (buildServer) first.");
  return JSON.parse(readFileSync(path, "utf8"));
}

if (import.meta.main) {
  await buildClient();
  await buildServer();
}
