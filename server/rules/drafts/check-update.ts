/**
 * Checks whether a draft accepts a Yjs update. Yjs itself accepts everything: structs that claim a length of 2^40 in a few bytes, gaps
 * that it stores to wait for missing data, and types that nobody reads (attacks 67 to 74).
 */
import * as Y from "yjs";
import {
  DRAFT_META,
  DRAFT_TEXT,
  isFileEntry,
  isFileKey,
  isMentionEntry,
  isMentionKey,
  REPLY_TO,
} from "../../../shared/draft-document.ts";
import { MAX_DRAFT_LENGTH } from "../../../shared/limits.ts";

/**
 * `gap`: the update depends on data that is missing here, so the device must send its whole state. `malformed`: no client of this app
 * creates such an update. `foreign`: it adds data in the name of another person's Yjs client.
 */
export type UpdateProblem = "malformed" | "gap" | "foreign";

/** Maximum number of UTF-16 units that one update may add: several complete rewrites of a draft while offline. */
const MOST_ADDED = 4 * MAX_DRAFT_LENGTH;
/** Maximum number of units that one update may add and delete again. Yjs keeps only their count. */
const MOST_DELETED = 2 ** 24;
/** Yjs chooses client ids as random 32-bit numbers. */
const MAX_CLIENT = 2 ** 32;

/** `isTheirs`: whether a Yjs client may belong to the sender of the update. */
export function checkUpdate(
  document: Y.Doc,
  update: Uint8Array,
  isTheirs: (client: number) => boolean = () => true,
): UpdateProblem | null {
  const decoded = decode(update);
  if (decoded === null) return "malformed";
  // An update in Yjs's version 2 format decodes as an empty version 1 update.
  if (decoded.structs.length === 0 && decoded.ds.clients.size === 0) return "malformed";
  const known = new Map<number, number>();
  const end = (client: number): number => known.get(client) ?? Y.getState(document.store, client);
  let added = 0;
  let deleted = 0;
  for (const struct of decoded.structs) {
    if (!(struct instanceof Y.Item) || !isOfDrafts(struct)) return "malformed";
    const { client, clock } = struct.id;
    if (!Number.isInteger(client) || client < 0 || client >= MAX_CLIENT) return "malformed";
    if (clock > end(client)) return "gap";
    const news = Math.max(0, clock + struct.length - end(client));
    if (news > 0 && !isTheirs(client)) return "foreign";
    if (struct.content instanceof Y.ContentDeleted) deleted += news;
    else added += news;
    if (added > MOST_ADDED || deleted > MOST_DELETED) return "malformed";
    known.set(client, Math.max(end(client), clock + struct.length));
  }
  // Checked after all structs, because the updates of one person's devices may refer to each other in any order.
  const isThere = (id: Y.ID | null): boolean => id === null || id.clock < end(id.client);
  for (const struct of decoded.structs) {
    if (struct instanceof Y.Item && !(isThere(struct.origin) && isThere(struct.rightOrigin))) return "gap";
  }
  for (const [client, ranges] of decoded.ds.clients) {
    if (ranges.some(({ clock, len }) => clock + len > end(client))) return "gap";
  }
  return null;
}

/** Null if the update cannot be decoded. */
export function decode(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> | null {
  try {
    return Y.decodeUpdate(update);
  } catch {
    return null;
  }
}

function isOfDrafts({ parent: decoded, parentSub, content }: Y.Item): boolean {
  // At this point `parent` may be the name of a root type, which Yjs's TypeScript types do not include.
  const parent: unknown = decoded;
  // Null: the struct names a neighbour, and it has the same parent as the neighbour.
  const isOurs = parent === null || parent === DRAFT_TEXT || parent === DRAFT_META;
  const isKnown =
    parentSub === null || parentSub === REPLY_TO || isFileKey(parentSub) || isMentionKey(parentSub);
  if (!isOurs || !isKnown) return false;
  if (content instanceof Y.ContentString || content instanceof Y.ContentDeleted) return true;
  return content instanceof Y.ContentAny && content.arr.every(isEntry);
}

/** The entry's name is checked after the update is applied: see `check-meta.ts`. */
const isEntry = (value: unknown): boolean =>
  value === null || Number.isSafeInteger(value) || isFileEntry(value) || isMentionEntry(value);
