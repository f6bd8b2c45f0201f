import * as Y from "yjs";
import { decode } from "./check-update.ts";

/**
 * Of an update that only deletes, what it deletes of the things that are here; null where it adds something, or nothing of it is here.
 * Yjs would keep the rest and wait for what it concerns.
 */
export function clipDeletes(document: Y.Doc, update: Uint8Array): Uint8Array | null {
  const decoded = decode(update);
  if (decoded === null || decoded.structs.length > 0) return null;
  const clients = [...decoded.ds.clients].flatMap(([client, ranges]) => {
    const end = Y.getState(document.store, client);
    const here = ranges
      .filter(({ clock }) => clock < end)
      .map(({ clock, len }) => ({ clock, len: Math.min(len, end - clock) }));
    return here.length === 0 ? [] : [{ client, ranges: here }];
  });
  if (clients.length === 0) return null;
  // No structs; then for each client its deleted ranges (https://github.com/yjs/yjs/blob/main/INTERNALS.md).
  const bytes = [0, ...varint(clients.length)];
  for (const { client, ranges } of clients) {
    bytes.push(...varint(client), ...varint(ranges.length));
    for (const { clock, len } of ranges) bytes.push(...varint(clock), ...varint(len));
  }
  return Uint8Array.from(bytes);
}

/** Seven bits a byte, the lowest first. */
function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}
