import { spawn, type ChildProcess } from "node:child_process";
import { resolve } from "node:path";
import { isFree } from "./port.ts";
import { node, quietEnvironment, root } from "./root.ts";

export interface ServeOptions {
  /** 0 for any free port. */
  port: number;
  /** Folder of all durable data; created if missing. Start again with the same folder to continue after a kill. */
  data: string;
  /** Listens on all interfaces, over HTTPS with a certificate stored in `data`. Otherwise only this machine can connect. */
  https?: boolean;
  /** Discards the Worker's output. */
  quiet?: boolean;
  /** Receives the Worker's output, in place of the terminal. */
  onOutput?: (text: string) => void;
  /** Replaces variables of `wrangler.jsonc`, such as RESTORE_GENERATION. */
  vars?: Record<string, string>;
  /** Flags for V8, for each isolate of workerd, such as `--max-heap-size=64`. */
  v8Flags?: string;
  /** A command that runs the server's process: its program and arguments follow. For tests, to give it a disk of its own. */
  within?: readonly string[];
}

export interface RunningServer {
  /** `http://127.0.0.1:<port>`, and `https://localhost:<port>` with `https`. */
  origin: string;
  /** All origins of the server: with `https`, including those for other devices. */
  origins: string[];
  port: number;
  /** Leader of the process group that contains workerd and its parent. */
  pid: number;
  /** Sends the signal to workerd *and* its parent. Resolves when both have ended and the port is free. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Ends it with a normal shutdown. */
  stop(): Promise<void>;
  /** Resolves when the server's processes have ended, for any reason. */
  ended: Promise<void>;
}

/** Serves the result of `build.ts` in real workerd. Rejects with words for people if the folder or the port is used by another program. */
export async function startServer({
  port,
  data,
  https = false,
  quiet = false,
  onOutput,
  vars = {},
  v8Flags = "",
  within = [],
}: ServeOptions): Promise<RunningServer> {
  const [program = node, ...args] = [...within, node, `${root}scripts/serve-process.ts`];
  const output = onOutput !== undefined ? "pipe" : quiet ? "ignore" : "inherit";
  const child = spawn(program, args, {
    cwd: root,
    env: {
      ...quietEnvironment,
      PARLEY_SERVE: JSON.stringify({ port, data: resolve(data), vars, https }),
      MINIFLARE_WORKERD_V8_FLAGS: v8Flags,
    },
    // A separate process group: a signal to the group reaches workerd too, and Ctrl-C in a terminal does not reach it.
    detached: true,
    stdio: ["ignore", output, output, "ipc"],
  });
  if (onOutput !== undefined)
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", onOutput);
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const { origins, inner } = await ready(child);
  const [origin = ""] = origins;
  const pid = child.pid;
  if (pid === undefined) throw new Error("The server did not start.");

  const listening = Number(new URL(origin).port);
  const kill = async (signal: NodeJS.Signals = "SIGKILL"): Promise<void> => {
    signalGroup(pid, signal);
    await ended;
    await untilFree(listening);
    await untilFree(inner);
  };
  return { origin, origins, port: listening, pid, ended, kill, stop: () => kill("SIGTERM") };
}

/** What the server's process reports when it answers. */
interface Ready {
  origins: string[];
  /** workerd's port. */
  inner: number;
}

function ready(child: ChildProcess): Promise<Ready> {
  return new Promise((resolve, reject) => {
    child.once("message", (message: ({ type: "ready" } & Ready) | { type: "failed"; message: string }) => {
      if (message.type === "ready") return resolve(message);
      child.kill("SIGTERM");
      reject(new Error(message.message));
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code} before it was ready.`)));
  });
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The process has already ended.
  }
}

/** Waits until workerd, a grandchild process, has released its port and files. There is no event for that. */
async function untilFree(port: number): Promise<void> {
  while (!(await isFree(port))) await new Promise((done) => setTimeout(done, 5));
}
