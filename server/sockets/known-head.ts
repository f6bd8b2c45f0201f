import type { Seq } from "../../shared/protocol/seq.ts";

/** The head of a room that the directory knows. */
export interface KnownHead {
  epoch: string;
  head: Seq;
}

/** The header in which the edge sends it to the room, with the request that opens a socket. No header of a caller reaches a room. */
export const KNOWN_HEAD_HEADER = "x-parley-known-head";

export const encodeKnownHead = ({ epoch, head }: KnownHead): string => `${head} ${epoch}`;

/** Null if the directory knows none. */
export function decodeKnownHead(headers: Headers): KnownHead | null {
  const [head = "", epoch = ""] = headers.get(KNOWN_HEAD_HEADER)?.split(" ") ?? [];
  return epoch === "" ? null : { epoch, head: Number(head) };
}
