import { makeId, type IdKind } from "../../shared/ids.ts";

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);

export function newId<Kind extends IdKind>(kind: Kind) {
  return makeId(kind, random);
}

/** Ids of rows that exist only in the directory (sessions, accounts): the usual random part with another prefix. */
export function newRowId(prefix: string): string {
  return `${prefix}_${newId("user").slice("user_".length)}`;
}
