import { hostname } from "node:os";
import { openFront, type Front } from "./front.ts";
import { keptCertificate } from "./kept-certificate.ts";
import { originsOf, ownNames } from "./own-names.ts";

export interface SecureDoor extends Front {
  /** Under which browsers of this machine and of the network reach it, this machine's own name for itself first. */
  origins: string[];
}

/** HTTPS for this machine and its network, with what `data` keeps of certificates. */
export async function openSecureDoor(port: number, data: string): Promise<SecureDoor> {
  const names = ownNames();
  const { authority, server } = keptCertificate(data, `Parley on ${hostname()}`, names);
  const front = await openFront(port, authority, server);
  return { ...front, origins: originsOf(names, front.port) };
}
