import { startServer } from "../../../scripts/serve.ts";
import type { RunningServer } from "../../../scripts/serve.ts";

/** The built bundle in real workerd, with the same port and data folder after each start. */
export class ServerUnderTest {
  readonly data: string;
  #running: RunningServer | null = null;
  #port = 0;
  #vars: Record<string, string> = {};
  kills = 0;
  starts = 0;
  /** Times from each start to ready, milliseconds. */
  readonly startTimes: number[] = [];

  constructor(data: string) {
    this.data = data;
  }

  /** A load balancer would not route to a server that is not ready. */
  get ready(): boolean {
    return this.#running !== null;
  }

  get port(): number {
    return this.#port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(vars: Record<string, string> = this.#vars): Promise<void> {
    this.#vars = vars;
    const began = performance.now();
    this.#running = await startServer({
      port: this.#port,
      data: this.data,
      quiet: true,
      // Prompts contain the agents' answers, so that a run can be repeated.
      vars: { LOCAL_AI: "scripted", ...vars },
    });
    this.#port = this.#running.port;
    this.starts += 1;
    this.startTimes.push(performance.now() - began);
  }

  /** Sends SIGKILL to workerd and its parent, so that nothing more is written. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
    this.kills += 1;
  }

  async stop(): Promise<void> {
    await this.#end("SIGTERM");
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.kill(signal);
  }
}
