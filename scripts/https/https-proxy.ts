import { hostname } from "node:os";
import { openTlsProxy, type TlsProxy } from "./tls-proxy.ts";
import { keptCertificate } from "./kept-certificate.ts";
import { originsOf, ownNames } from "./own-names.ts";

export interface HttpsProxy extends TlsProxy {
  /** Origins under which browsers of this machine and of the network reach it; localhost first. */
  origins: string[];
}

/** Serves HTTPS for this machine and its network, with certificates stored in `data`. */
export async function openHttpsProxy(port: number, data: string): Promise<HttpsProxy> {
  const names = ownNames();
  const { authority, server } = keptCertificate(data, `Parley on ${hostname()}`, names);
  const proxy = await openTlsProxy(port, authority, server);
  return { ...proxy, origins: originsOf(names, proxy.port) };
}
