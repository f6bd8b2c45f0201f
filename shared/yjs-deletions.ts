/** The deletions of a Yjs update, version 1 (https://github.com/yjs/yjs/blob/main/INTERNALS.md). */

export interface Deletions {
  client: number;
  ranges: readonly { clock: number; len: number }[];
}

/** The end of an update: the deleted ranges of each client. */
export function encodeDeletions(clients: readonly Deletions[]): Uint8Array {
  const bytes = varint(clients.length);
  for (const { client, ranges } of clients) {
    bytes.push(...varint(client), ...varint(ranges.length));
    for (const { clock, len } of ranges) bytes.push(...varint(clock), ...varint(len));
  }
  return Uint8Array.from(bytes);
}

/** Seven bits per byte, lowest first. */
function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}
