/** The process that contains the baseline's workerd. It ends when its IPC channel closes. */
import { dirname, join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";

const path = process.env["PARLEY_BENCH_MODULE"] ?? join(import.meta.dirname, "baseline-object.js");
const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    name: "baseline",
    modules: [{ type: "ESModule", path }],
    modulesRoot: dirname(path),
    compatibilityDate: "2026-10-01",
    compatibilityFlags: ["no_web_socket_compression"],
    durableObjects: { BASELINE: { className: "Baseline", useSQLite: true } },
    resourcePersistencePath: process.env["PARLEY_BENCH_DATA"] ?? "",
    // Directly to the Worker, like Parley's.
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
    host: "127.0.0.1",
    port: 0,
    cf: false,
    telemetry: { enabled: false },
    log: new Log(LogLevel.ERROR),
  }),
);

const end = (): void => void miniflare.dispose().then(() => process.exit(0));
process.on("disconnect", end);
process.on("SIGTERM", end);

await miniflare.ready;
process.send?.({ origin: (await miniflare.unsafeGetDirectURL("baseline")).origin });
