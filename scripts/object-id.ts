import { createHash, createHmac } from "node:crypto";

/** Length of each half of an id, bytes. */
const HALF = 16;

/**
 * The id that workerd gives to the object with this name, as in the names of database files (`ActorIdFactoryImpl::idFromName`): the
 * first half is a keyed hash of the name, the second half one of the first. `namespace`: such as `parley-RoomServer`.
 */
export function objectId(namespace: string, name: string): string {
  const key = createHash("sha256").update(namespace).digest();
  const hash = (data: string | Buffer) => createHmac("sha256", key).update(data).digest().subarray(0, HALF);
  const first = hash(name);
  return Buffer.concat([first, hash(first)]).toString("hex");
}
