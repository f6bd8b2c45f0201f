/**
 * `npm start`: builds what is outdated, serves it, prints one address. PORT, PARLEY_DATA, LOCAL_AI_URL and LOCAL_AI_MODEL
 * change the defaults; `-- --https` allows other devices of the network to connect.
 */
import { parseArgs } from "node:util";
import { buildClient, buildServer } from "./build.ts";
import { dataFolder } from "./data-folder.ts";
import { assertUnused } from "./folder-lock.ts";
import { localAi } from "./local-ai.ts";
import { restoreGeneration } from "./restore-generation.ts";
import { startServer, type RunningServer } from "./serve.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  const { https } = parseArgs({ options: { https: { type: "boolean", default: false } } }).values;
  const data = dataFolder();
  // Before the build: it would replace the files of the server that uses the folder.
  await assertUnused(data);
  say("Building the app …");
  say((await buildClient()) ? "  built" : "  up to date");
  say("Building the server …");
  say((await buildServer()) ? "  built" : "  up to date");
  say("Starting …");
  const server = await startServer({
    port: Number(process.env["PORT"] ?? 8787),
    data,
    vars: { ...localAi(process.env), ...restoreGeneration(process.env) },
    https,
  });

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    say("Stopping …");
    void server.stop().then(() => process.exit(0));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.on("SIGHUP", stop);
  void server.ended.then(() => {
    if (!stopping) process.exit(1);
  });

  say(`\nParley is at ${server.origin} (Ctrl-C ends it)`);
  if (https) printOtherOrigins(server);
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

function printOtherOrigins({ origins }: RunningServer): void {
  const own = ["localhost", "127.0.0.1", "[::1]"];
  const others = origins.filter((other) => !own.includes(new URL(other).hostname));
  for (const other of others) say(`  from other devices: ${other}`);
  say("Each has to trust its certificate once: open the address there with http: in place of https:.");
}
