/**
 * The process that contains workerd. `serve.ts` starts it with the settings in PARLEY_SERVE. It reports "ready" or an error
 * over the IPC channel, and ends when the channel closes, so that no workerd is left running.
 */
import { join } from "node:path";
import { convertV4MiniflareOptions, LogLevel, Log, Miniflare } from "miniflare";
import { readWorkerOptions } from "./build.ts";
import { readSecrets } from "./data-folder.ts";
import { openHttpsProxy, type HttpsProxy } from "./https/https-proxy.ts";
import { migrate } from "./migrate.ts";
import { root } from "./root.ts";

interface Settings {
  port: number;
  data: string;
  vars: Record<string, string>;
  https: boolean;
}

const settings: Settings = JSON.parse(process.env["PARLEY_SERVE"] ?? "{}");
const { modulesRules: _, rootPath: __, ...options } = readWorkerOptions();
const bindings = options["bindings"];
const proxy = settings.https ? await openHttpsProxy(settings.port, settings.data) : null;

const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    ...options,
    name: "parley",
    modules: [{ type: "ESModule", path: join(root, "dist/server/local.js") }],
    modulesRoot: join(root, "dist/server"),
    bindings: {
      ...(typeof bindings === "object" ? bindings : {}),
      ...(proxy === null ? {} : secureBindings(proxy)),
      ...readSecrets(settings.data),
      ...settings.vars,
    },
    // The app's address leads directly to the Worker, without Miniflare's own proxy.
    unsafeDirectSockets: [
      { host: "127.0.0.1", port: proxy === null ? settings.port : 0, entrypoint: "direct" },
    ],
    host: "127.0.0.1",
    port: 0,
    resourcePersistencePath: join(settings.data, "v3"),
    cf: false,
    telemetry: { enabled: false },
    log: new Log(LogLevel.ERROR),
  }),
);

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
async function startSweeper(): Promise<void> {
  const worker = await miniflare.getWorker();
  setInterval(() => void worker.scheduled({ cron: "*/5 * * * *" }), 5 * 60_000).unref();
}

async function end(): Promise<never> {
  await miniflare.dispose();
  process.exit(0);
}
process.on("disconnect", end);
process.on("SIGTERM", end);
process.on("SIGINT", end);

try {
  await miniflare.ready;
  const { origin } = await miniflare.unsafeGetDirectURL("parley", "direct");
  await migrate(await miniflare.getD1Database("DB"));
  await startSweeper();
  proxy?.forwardTo(Number(new URL(origin).port));
  process.send?.({ type: "ready", origins: proxy?.origins ?? [origin] });
} catch (error) {
  process.send?.({ type: "failed", message: error instanceof Error ? error.message : String(error) });
}
