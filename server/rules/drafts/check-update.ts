/**
 * What of a Yjs update a draft takes in. Yjs itself takes anything: structs that claim a length of 2^40 in a few bytes, holes that
 * are kept and waited on, types that nobody reads (attacks 67 to 74).
 */
import * as Y from "yjs";
import { DRAFT_META, DRAFT_TEXT, isFileEntry, isFileKey, REPLY_TO } from "../../../shared/draft-document.ts";
import { MAX_DRAFT_LENGTH } from "../../../shared/limits.ts";

/**
 * `gap`: it builds on something that is not here: the device has to say what it has. `malformed`: no client of ours makes
 * such a thing. `foreign`: it says something new in the name of a Yjs client that is somebody else's.
 */
export type UpdateProblem = "malformed" | "gap" | "foreign";

/** Units that one update may add: whole drafts, written anew a few times offline. */
const MOST_ADDED = 4 * MAX_DRAFT_LENGTH;
/** And that it may add and delete again, which are remembered as a number. */
const MOST_DELETED = 2 ** 24;
/** Yjs draws client ids from 32 bits. */
const MAX_CLIENT = 2 ** 32;

/** `isTheirs`: whether a Yjs client may be that of whoever the update came from. */
export function checkUpdate(
  document: Y.Doc,
  update: Uint8Array,
  isTheirs: (client: number) => boolean = () => true,
): UpdateProblem | null {
  const decoded = decode(update);
  if (decoded === null) return "malformed";
  // Version 2 reads as this one, and as nothing.
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
  // After all of them: what one person's devices wrote refers to each other in any order.
  const isThere = (id: Y.ID | null): boolean => id === null || id.clock < end(id.client);
  for (const struct of decoded.structs) {
    if (struct instanceof Y.Item && !(isThere(struct.origin) && isThere(struct.rightOrigin))) return "gap";
  }
  for (const [client, ranges] of decoded.ds.clients) {
    if (ranges.some(({ clock, len }) => clock + len > end(client))) return "gap";
  }
  return null;
}

/** Null where it cannot be read. */
export function decode(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> | null {
  try {
    return Y.decodeUpdate(update);
  } catch {
    return null;
  }
}

function isOfDrafts({ parent: decoded, parentSub, content }: Y.Item): boolean {
  // The name of a root, which the type does not know of: it has not been looked up yet.
  const parent: unknown = decoded;
  // Where a neighbour is named, the parent is the neighbour's.
  const isOurs = parent === null || parent === DRAFT_TEXT || parent === DRAFT_META;
  if (!isOurs || (parentSub !== null && parentSub !== REPLY_TO && !isFileKey(parentSub))) return false;
  if (content instanceof Y.ContentString || content instanceof Y.ContentDeleted) return true;
  return content instanceof Y.ContentAny && content.arr.every(isEntry);
}

/** Of which entry it is, is seen when it is there: see `check-meta.ts`. */
const isEntry = (value: unknown): boolean =>
  value === null || Number.isSafeInteger(value) || isFileEntry(value);
