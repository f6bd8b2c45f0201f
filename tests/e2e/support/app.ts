import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer, type RunningServer } from "../../../scripts/serve.ts";

export interface App {
  origin: string;
  /** The folder of its databases. */
  data: string;
  /** Kills the server like a power failure, and starts it again at the same address with the same data. */
  crash: (whileDown: () => Promise<void>) => Promise<void>;
  stop: () => Promise<void>;
}

/** The models follow the script in the prompt; see `server/local/README.md`. */
const SCRIPTED = { LOCAL_AI: "scripted" };

/** Starts a real server with empty data, on a free port. */
export async function startApp(more: Record<string, string> = {}): Promise<App> {
  const vars = { ...SCRIPTED, ...more };
  const data = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "parley-e2e-"));
  let server: RunningServer = await startServer({ port: 0, data, quiet: true, vars });
  const { origin, port } = server;
  return {
    origin,
    data,
    async crash(whileDown) {
      await server.kill("SIGKILL");
      await whileDown();
      server = await startServer({ port, data, quiet: true, vars });
    },
    async stop() {
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
