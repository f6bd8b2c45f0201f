/** `npm run dev`: vite with hot reload on PORT, and `wrangler dev` for `/api` and its sockets. Both reload automatically. */
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { checkpoint } from "./checkpoint.ts";
import { dataFolder, secretsFile } from "./data-folder.ts";
import { lockFolder } from "./folder-lock.ts";
import { localAi } from "./local-ai.ts";
import { openResolver } from "./resolver.ts";
import { restoreGeneration } from "./restore-generation.ts";
import { node, quietEnvironment, root, tool } from "./root.ts";
import { run } from "./run.ts";

const port = Number(process.env["PORT"] ?? 5173);
const workerPort = port + 1;
const data = dataFolder();
const wrangler = tool("wrangler/bin/wrangler.js");

const lock = await lockFolder(data).catch((error: Error) => {
  process.stderr.write(`\n${error.message}\n`);
  return process.exit(1);
});
mkdirSync(join(root, "dist/client"), { recursive: true });
process.stdout.write("Preparing the database …\n");
await run(wrangler, ["d1", "migrations", "apply", "DB", "--local", "--env", "local", "--persist-to", data]);

// `npm start` lets workerd connect to public addresses only. `wrangler dev` cannot, so names are resolved and checked before.
const resolver = await openResolver();
const origins = [`http://127.0.0.1:${port}`, `http://localhost:${port}`].join(",");
const children = [
  start(wrangler, [
    ...["dev", "--env", "local", "--ip", "127.0.0.1", "--port", String(workerPort), "--persist-to", data],
    ...[
      "--env-file",
      secretsFile(data),
      "--var",
      `ALLOWED_ORIGINS:${origins}`,
      "--var",
      `OUTSIDE_RESOLVER:${resolver}`,
      ...Object.entries({ ...localAi(process.env), ...restoreGeneration(process.env) }).flatMap(
        ([name, value]) => ["--var", `${name}:${value}`],
      ),
      "--show-interactive-dev-session=false",
    ],
  ]),
  start(tool("vite/bin/vite.js"), ["--port", String(port), "--strictPort"]),
];
lock.announce({
  pid: process.pid,
  origin: `http://127.0.0.1:${port}`,
  inner: `http://127.0.0.1:${workerPort}`,
  writers: children.flatMap(({ pid }) => pid ?? []),
});
process.stdout.write(`\nParley is at http://127.0.0.1:${port} (Ctrl-C ends it)\n`);

let stopping = false;
function stop(code: number): void {
  if (stopping) return;
  stopping = true;
  for (const child of children) child.kill("SIGTERM");
  process.exitCode = code;
  process.once("beforeExit", () => checkpoint(data));
}
process.on("SIGINT", () => stop(0));
process.on("SIGTERM", () => stop(0));
for (const child of children) child.on("exit", () => stop(1));

function start(script: string, args: string[]) {
  return spawn(node, [script, ...args], {
    cwd: root,
    env: { ...quietEnvironment, PARLEY_PORT: String(workerPort) },
    stdio: "inherit",
  });
}
