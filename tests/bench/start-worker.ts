import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, parse } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { buildServer, readWorkerOptions } from "../../scripts/build.ts";
import { migrate } from "../../scripts/migrate.ts";
import { node, quietEnvironment, root, tool } from "../../scripts/root.ts";

export interface BenchWorker {
  origin: URL;
  ask: (path: string, body: object) => Promise<unknown>;
  stop: () => Promise<void>;
}

/** Builds and serves a Worker of `tests/bench/worker`: Parley's local Worker with additional entry points, exported as `bench`. */
export async function startWorker(file: string, bindings: Record<string, string> = {}): Promise<BenchWorker> {
  await buildServer();
  const { name } = parse(file);
  const out = join(root, "dist/bench", name);
  const built = spawnSync(
    node,
    [
      tool("wrangler/bin/wrangler.js"),
      ...["deploy", `tests/bench/worker/${file}`, "--dry-run", "--env", "local", "--outdir", out],
    ],
    { cwd: root, env: quietEnvironment, encoding: "utf8" },
  );
  if (built.status !== 0) throw new Error(built.stderr);
  // In memory if possible, because the speed of a busy disk is not measured here.
  const data = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "parley-bench-"));
  const { modulesRules: _, rootPath: __, ...options } = readWorkerOptions();
  const before = options["bindings"];
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      ...options,
      name: "parley",
      modules: [{ type: "ESModule", path: join(out, `${name}.js`) }],
      modulesRoot: out,
      bindings: { ...(typeof before === "object" ? before : {}), ...bindings },
      host: "127.0.0.1",
      port: 0,
      // Listens like `npm start`: without the router (decision 013).
      unsafeDirectSockets: [{ host: "127.0.0.1", port: 0, entrypoint: "bench" }],
      resourcePersistencePath: data,
      cf: false,
      telemetry: { enabled: false },
      log: new Log(LogLevel.ERROR),
    }),
  );
  await miniflare.ready;
  const origin = await miniflare.unsafeGetDirectURL(undefined, "bench");
  await migrate(await miniflare.getD1Database("DB"));
  return {
    origin,
    ask: async (path, body) => {
      const response = await fetch(new URL(path, origin), { method: "POST", body: JSON.stringify(body) });
      if (!response.ok) throw new Error(await response.text());
      return response.json();
    },
    stop: async () => {
      await miniflare.dispose();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
