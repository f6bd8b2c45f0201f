import { makeId, type IdKind } from "../../shared/ids.ts";

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);

export function newId<Kind extends IdKind>(kind: Kind) {
  return makeId(kind, random);
}

/** Ids of rows that only the directory knows (sessions, accounts): the same body under another prefix. */
export function newRowId(prefix: string): string {
  return `${prefix}_${newId("user").slice("user_".length)}`;
}
