import * as Y from "yjs";
import { encodeDeletions } from "../../../shared/yjs-deletions.ts";
import { decode } from "./check-update.ts";

/**
 * For an update that only deletes, returns its deletions of existing items. Null if it adds something, or if none of its items exist here.
 * Yjs would store the other deletions and wait for their items.
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
  // An update with no structs, followed by the deletions.
  return Uint8Array.from([0, ...encodeDeletions(clients)]);
}
