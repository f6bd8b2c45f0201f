import { makeId, type IdKind, type RandomBytes } from "../../shared/ids.ts";

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);

export function newId<Kind extends IdKind>(kind: Kind) {
  return makeId(kind, random);
}

/** Ids of rows that exist only in the directory (sessions, accounts): the usual random part with another prefix. */
export const newRowId = (prefix: string): string => rowId(prefix, random);

export function rowId(prefix: string, bytes: RandomBytes): string {
  return `${prefix}_${makeId("user", bytes).slice("user_".length)}`;
}
