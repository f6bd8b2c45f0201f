/**
 * The process that contains workerd. `serve.ts` starts it with the settings in PARLEY_SERVE. It reports "ready" or an error
 * over the IPC channel, and ends when the channel closes, so that no workerd is left running.
 */
import { join } from "node:path";
import { convertV4MiniflareOptions, LogLevel, Log, Miniflare } from "miniflare";
import { readWorkerOptions } from "./build.ts";
import { readSecrets } from "./data-folder.ts";
import { lockFolder } from "./folder-lock.ts";
import { openFront } from "./front/open-front.ts";
import { migrate } from "./migrate.ts";
import { outboundWorker } from "./outbound-worker.ts";
import { assertFree } from "./port.ts";
import { root } from "./root.ts";

interface Settings {
  port: number;
  data: string;
  vars: Record<string, string>;
  https: boolean;
}

let miniflare: Miniflare | null = null;
process.on("disconnect", end);
process.on("SIGTERM", end);
process.on("SIGINT", end);

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
  await assertFree(settings.port);
  const front = await openFront(settings);
  miniflare = startMiniflare(settings, front.origins);
  await miniflare.ready;
  const { origin } = await miniflare.unsafeGetDirectURL("parley", "direct");
  await migrate(await miniflare.getD1Database("DB"));
  await startSweeper(miniflare);
  const inner = Number(new URL(origin).port);
  front.forwardTo(inner);
  // workerd is in the process group that this process leads.
  lock.announce({ pid: process.pid, origin: front.origins[0] ?? origin, writers: [-process.pid] });
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
 * tests.
 */
function secureBindings(origins: string[]) {
  const LIMITS = {
    signInsPerPair: 10,
    signInsPerAccount: 30,
    signInsPerAddress: 1000,
    signUpsPerAddress: 100,
  };
  return { ALLOWED_ORIGINS: origins.join(","), LIMITS };
}

/** Cron does not run locally, so the sweeper is started here at the interval of `wrangler.jsonc`. */
async function startSweeper(server: Miniflare): Promise<void> {
  const worker = await server.getWorker();
  setInterval(() => void worker.scheduled({ cron: "*/5 * * * *" }), 5 * 60_000).unref();
}

async function end(): Promise<never> {
  await miniflare?.dispose();
  process.exit(0);
}
