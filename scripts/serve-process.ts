/**
 * The process that contains workerd. `serve.ts` starts it with the settings in PARLEY_SERVE. It reports "ready" or an error
 * over the IPC channel, and ends when the channel closes, so that no workerd is left running.
 */
import { join } from "node:path";
import { convertV4MiniflareOptions, LogLevel, Log, Miniflare, Response } from "miniflare";
import { readWorkerOptions } from "./build.ts";
import { readSecrets } from "./data-folder.ts";
import { checkpoint } from "./checkpoint.ts";
import { lockFolder } from "./folder-lock.ts";
import { openFront } from "./front/open-front.ts";
import { migrate } from "./migrate.ts";
import { outboundWorker } from "./outbound-worker.ts";
import { assertFree } from "./port.ts";
import { dataCheck } from "./data-check-service.ts";
import { type DiskFault, watchDisk } from "./watch-disk.ts";
import { root } from "./root.ts";

/** The part of a service binding that is used here. */
interface Fetcher {
  fetch(address: string, init: { method: string; body: string }): Promise<unknown>;
}

interface Settings {
  port: number;
  data: string;
  vars: Record<string, string>;
  https: boolean;
}

let miniflare: Miniflare | null = null;
/** The Worker's entrypoint for the state of the disk, once it has started. */
let disk: Fetcher | null = null;
let stopDiskWatch = (): void => undefined;
/** The data folder, once this process has locked it. */
let data: string | null = null;
process.on("disconnect", end);
process.on("SIGTERM", end);
process.on("SIGINT", end);
// Miniflare ends the process at a signal by itself, perhaps before `end` has finished.
process.on("exit", checkpointData);

try {
  report({ type: "ready", ...(await serve(JSON.parse(process.env["PARLEY_SERVE"] ?? "{}"))) });
} catch (error) {
  report({ type: "failed", message: error instanceof Error ? error.message : String(error) });
}

/** The parent may have ended meanwhile; then "disconnect" ends this process too. */
function report(message: object): void {
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
}

/** Resolves to the server's origins and workerd's port when it answers. It locks the data folder before anything in it is opened. */
async function serve(settings: Settings): Promise<{ origins: string[]; inner: number }> {
  const lock = await lockFolder(settings.data);
  data = settings.data;
  // Before anything is written: on a full disk the reserve is given up.
  stopDiskWatch = watchDisk(settings.data, tellDisk);
  await assertFree(settings.port);
  const front = await openFront(settings);
  miniflare = startMiniflare(settings, front.origins);
  await miniflare.ready;
  const { origin } = await miniflare.unsafeGetDirectURL("parley", "direct");
  await migrate(await miniflare.getD1Database("DB"));
  await startSweeper(miniflare);
  disk = (await miniflare.getBindings<{ DISK: Fetcher }>()).DISK;
  const inner = Number(new URL(origin).port);
  front.forwardTo(inner);
  // workerd is in the process group that this process leads.
  lock.announce({
    pid: process.pid,
    origin: front.origins[0] ?? origin,
    inner: origin,
    writers: [-process.pid],
  });
  return { origins: front.origins, inner };
}

function startMiniflare({ https, data, vars }: Settings, origins: string[]): Miniflare {
  const { modulesRules: _, rootPath: __, ...options } = readWorkerOptions();
  const bindings = options["bindings"];
  const parley = {
    ...options,
    name: "parley",
    modules: [{ type: "ESModule" as const, path: join(root, "dist/server/local.js") }],
    modulesRoot: join(root, "dist/server"),
    bindings: {
      ...(typeof bindings === "object" ? bindings : {}),
      ...(https ? secureBindings(origins) : {}),
      ...readSecrets(data),
      ...vars,
    },
    outboundService: "outbound",
    serviceBindings: {
      ...services(options["serviceBindings"]),
      DISK: { name: "parley", entrypoint: "LocalDisk" },
      DATA_CHECK: (request: { url: string }) => new Response(dataCheck(data, request)),
    },
    // The front leads directly to the Worker, without Miniflare's own proxy.
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0, entrypoint: "direct" }],
  };
  return new Miniflare(
    convertV4MiniflareOptions({
      workers: [parley, outboundWorker(vars)],
      host: "127.0.0.1",
      port: 0,
      resourcePersistencePath: join(data, "v3"),
      cf: false,
      telemetry: { enabled: false },
      log: new Log(LogLevel.ERROR),
    }),
  );
}

/**
 * Bindings for access by other machines: their origins instead of `self`, and normal limits instead of the wide ones for load
 * tests. Mail is not sent: other people would wait for it in vain.
 */
function secureBindings(origins: string[]) {
  const LIMITS = {
    signInsPerPair: 10,
    signInsPerAccount: 30,
    signInsPerAddress: 1000,
    signUpsPerAddress: 100,
  };
  return { ALLOWED_ORIGINS: origins.join(","), LIMITS, MAIL_FROM: "" };
}

function services(bindings: unknown): object {
  return typeof bindings === "object" ? { ...bindings } : {};
}

/** Cron does not run locally, so the sweeper is started here at the interval of `wrangler.jsonc`. */
async function startSweeper(server: Miniflare): Promise<void> {
  const worker = await server.getWorker();
  setInterval(() => void worker.scheduled({ cron: "*/5 * * * *" }), 5 * 60_000).unref();
}

/** Tells the Worker that the disk is full or read-only, before it writes. Rejects before the Worker can be told; then it is told later. */
async function tellDisk(fault: DiskFault | null): Promise<void> {
  if (disk === null) throw new Error("The Worker has not started yet.");
  await disk.fetch("http://disk/", { method: "PUT", body: fault ?? "" });
}

async function end(): Promise<never> {
  stopDiskWatch();
  await miniflare?.dispose();
  process.exit(0);
}

/** The lock is held until the process has ended, so nobody opens a database before it is checkpointed. */
function checkpointData(): void {
  if (data !== null) checkpoint(data);
}
