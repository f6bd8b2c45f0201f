import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer, type RunningServer } from "../../../scripts/serve.ts";

export interface App {
  origin: string;
  /** Ends the server as a power cut would, and starts it again at the same address on the same data. */
  crash: (whileDown: () => Promise<void>) => Promise<void>;
  stop: () => Promise<void>;
}

/** The models do what stands in the prompt: `server/local/README.md`. */
const vars = { LOCAL_AI: "scripted" };

/** A real server of its own with empty data, on a free port. */
export async function startApp(): Promise<App> {
  const data = mkdtempSync(join(tmpdir(), "parley-e2e-"));
  let server: RunningServer = await startServer({ port: 0, data, quiet: true, vars });
  const { origin, port } = server;
  return {
    origin,
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
