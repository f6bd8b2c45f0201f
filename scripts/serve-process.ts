/**
 * The process that holds workerd. `serve.ts` starts it with the settings in PARLEY_SERVE and hears "ready" or what went
 * wrong over the IPC channel; when that channel closes, it ends, so that no workerd is left behind.
 */
import { join } from "node:path";
import { convertV4MiniflareOptions, LogLevel, Log, Miniflare } from "miniflare";
import { readWorkerOptions } from "./build.ts";
import { readSecrets } from "./data-folder.ts";
import { openSecureDoor, type SecureDoor } from "./https/secure-door.ts";
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
const door = settings.https ? await openSecureDoor(settings.port, settings.data) : null;

const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    ...options,
    name: "parley",
    modules: [{ type: "ESModule", path: join(root, "dist/server/local.js") }],
    modulesRoot: join(root, "dist/server"),
    bindings: {
      ...(typeof bindings === "object" ? bindings : {}),
      ...(door === null ? {} : secureBindings(door)),
      ...readSecrets(settings.data),
      ...settings.vars,
    },
    // The address of the app leads straight to the Worker; Miniflare's own is not used.
    unsafeDirectSockets: [
      { host: "127.0.0.1", port: door === null ? settings.port : 0, entrypoint: "direct" },
    ],
    host: "127.0.0.1",
    port: 0,
    resourcePersistencePath: join(settings.data, "v3"),
    cf: false,
    telemetry: { enabled: false },
    log: new Log(LogLevel.ERROR),
  }),
);

/** What `self` stands for ends at this machine, and the width of local limits is for load tests: others are let in here. */
function secureBindings({ origins }: SecureDoor) {
  const LIMITS = {
    signInsPerPair: 10,
    signInsPerAccount: 100,
    signInsPerAddress: 1000,
    signUpsPerAddress: 100,
  };
  return { ALLOWED_ORIGINS: origins.join(","), LIMITS };
}

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
  door?.leadTo(Number(new URL(origin).port));
  process.send?.({ type: "ready", origins: door?.origins ?? [origin] });
} catch (error) {
  process.send?.({ type: "failed", message: error instanceof Error ? error.message : String(error) });
}
