import { hostname } from "node:os";
import { keptCertificate } from "../https/kept-certificate.ts";
import { listenWithTls } from "../https/listen-with-tls.ts";
import { originsOf, ownNames } from "../https/own-names.ts";
import { createFront } from "./http-front.ts";

export interface Front {
  /** Origins under which browsers reach it; the one for this machine first. */
  origins: string[];
  /** workerd's port. Until it is set, connections are closed. */
  forwardTo(port: number): void;
}

/**
 * Opens the front. With `https` it serves this machine and its network, with certificates that are stored in `data`; without it, this machine
 * alone. `port` 0 means any free one.
 */
export async function openFront(settings: { port: number; data: string; https: boolean }): Promise<Front> {
  let target: number | null = null;
  const front = createFront(
    () => target,
    (line) => process.stderr.write(`${line}\n`),
  );
  const forwardTo = (port: number): void => {
    target = port;
  };
  if (!settings.https) {
    await new Promise<void>((resolve, reject) =>
      front.once("error", reject).listen(settings.port, "127.0.0.1", resolve),
    );
    const address = front.address();
    if (address === null || typeof address === "string") throw new Error("No port to listen on.");
    return { origins: [`http://127.0.0.1:${address.port}`], forwardTo };
  }
  const names = ownNames();
  const { authority, server } = keptCertificate(settings.data, `Parley on ${hostname()}`, names);
  const port = await listenWithTls(settings.port, { authority, server, front });
  return { origins: originsOf(names, port), forwardTo };
}
