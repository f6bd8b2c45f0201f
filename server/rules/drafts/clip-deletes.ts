import * as Y from "yjs";
import { encodeDeletions } from "../../../shared/yjs-deletions.ts";
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
  // No structs, and then these.
  return Uint8Array.from([0, ...encodeDeletions(clients)]);
}
