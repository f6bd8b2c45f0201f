import type { TestProject } from "vitest/node";
import { startReceiver } from "../../support/receiver.ts";
import { startApp } from "./app.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A server for each process that runs test files. */
    origins: readonly string[];
    /** The server that their webhooks may be sent to: `tests/support/receiver.ts`. */
    receiver: string;
  }
}

/**
 * Before the test files: starts a server for each process that runs them. To start one costs almost 3 s of a processor, so files share it,
 * one after the other.
 */
export default async function startServers({ vitest, provide }: TestProject): Promise<() => Promise<void>> {
  const receiver = await startReceiver();
  const vars = { OUTSIDE_ALLOW: receiver.origin };
  const apps = await Promise.all(
    Array.from({ length: Number(vitest.config.maxWorkers) }, () => startApp(vars)),
  );
  provide("receiver", receiver.origin);
  provide(
    "origins",
    apps.map(({ origin }) => origin),
  );
  return async () => {
    await Promise.all(apps.map((app) => app.stop()));
    receiver.close();
  };
}
