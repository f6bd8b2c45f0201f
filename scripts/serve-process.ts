/**
 * The process that contains workerd. `serve.ts` starts it with the settings in PARLEY_SERVE. It reports "ready" or an error
 * over the IPC channel, and ends when the channel closes, so that no workerd is left running.
 */
import { join } from "node:path";
import { convertV4MiniflareOptions, LogLevel, Log, Miniflare } from "miniflare";
import { readWorkerOptions } from "./build.ts";
import { readSecrets } from "./data-folder.ts";
import { lockFolder } from "./folder-lock.ts";
import { openHttpsProxy, type HttpsProxy } from "./https/https-proxy.ts";
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
  const origins = await serve(JSON.parse(process.env["PARLEY_SERVE"] ?? "{}"));
  report({ type: "ready", origins });
} catch (error) {
  report({ type: "failed", message: error instanceof Error ? error.message : String(error) });
}

/** The parent may have ended meanwhile; then "disconnect" ends this process too. */
function report(message: object): void {
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
}

/** Resolves to the server's origins when it answers. It locks the data folder before anything in it is opened. */
async function serve(settings: Settings): Promise<string[]> {
  const lock = await lockFolder(settings.data);
  await assertFree(settings.port);
  const proxy = settings.https ? await openHttpsProxy(settings.port, settings.data) : null;
  miniflare = startMiniflare(settings, proxy);
  await miniflare.ready;
  const { origin } = await miniflare.unsafeGetDirectURL("parley", "direct");
  await migrate(await miniflare.getD1Database("DB"));
  await startSweeper(miniflare);
  proxy?.forwardTo(Number(new URL(origin).port));
  // workerd is in the process group that this process leads.
  lock.announce({ pid: process.pid, origin: proxy?.origins[0] ?? origin, writers: [-process.pid] });
  return proxy?.origins ?? [origin];
}

function startMiniflare({ port, data, vars }: Settings, proxy: HttpsProxy | null): Miniflare {
  const { modulesRules: _, rootPath: __, ...options } = readWorkerOptions();
  const bindings = options["bindings"];
  const parley = {
    ...options,
    name: "parley",
    modules: [{ type: "ESModule" as const, path: join(root, "dist/server/local.js") }],
    modulesRoot: join(root, "dist/server"),
    bindings: {
      ...(typeof bindings === "object" ? bindings : {}),
      ...(proxy === null ? {} : secureBindings(proxy)),
      ...readSecrets(data),
      ...vars,
    },
    outboundService: "outbound",
    // The app's address leads directly to the Worker, without Miniflare's own proxy.
    unsafeDirectSockets: [{ host: "127.0.0.1", port: proxy === null ? port : 0, entrypoint: "direct" }],
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
function secureBindings({ origins }: HttpsProxy) {
  const LIMITS = {
    signInsPerPair: 10,
    signInsPerAccount: 100,
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
