/**
 * The process that holds workerd. `serve.ts` starts it with the settings in PARLEY_SERVE and hears "ready" or what went
 * wrong over the IPC channel; when that channel closes, it ends, so that no workerd is left behind.
 */
import { join } from "node:path";
import { convertV4MiniflareOptions, LogLevel, Log, Miniflare } from "miniflare";
import { readWorkerOptions } from "./build.ts";
import { readSecrets } from "./data-folder.ts";
import { migrate } from "./migrate.ts";
import { root } from "./root.ts";

interface Settings {
  port: number;
  data: string;
  vars: Record<string, string>;
}

const settings: Settings = JSON.parse(process.env["PARLEY_SERVE"] ?? "{}");
const { modulesRules: _, rootPath: __, ...options } = readWorkerOptions();
const bindings = options["bindings"];

const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    ...options,
    name: "parley",
    modules: [{ type: "ESModule", path: join(root, "dist/server/local.js") }],
    modulesRoot: join(root, "dist/server"),
    bindings: {
      ...(typeof bindings === "object" ? bindings : {}),
      ...readSecrets(settings.data),
      ...settings.vars,
    },
    // The address of the app leads straight to the Worker; Miniflare's own is not used.
    unsafeDirectSockets: [{ host: "127.0.0.1", port: settings.port, entrypoint: "direct" }],
    host: "127.0.0.1",
    port: 0,
    resourcePersistencePath: join(settings.data, "v3"),
    cf: false,
    telemetry: { enabled: false },
    log: new Log(LogLevel.ERROR),
  }),
);

/** Locally no cron fires: the sweeper is run from here, at the interval that `wrangler.jsonc` gives it. */
async function sweepAsCronWould(): Promise<void> {
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
  await sweepAsCronWould();
  process.send?.({ type: "ready", origin });
} catch (error) {
  process.send?.({ type: "failed", message: error instanceof Error ? error.message : String(error) });
}
