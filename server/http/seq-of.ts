import type { Seq } from "../../shared/protocol/seq.ts";
import { refuse } from "../rules/room/errors.ts";
import { refused } from "./in-room.ts";

/** A message's place in an address. What is no seq names no message. */
export function seqOf(text: string): Seq {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw refused(refuse.noSuchMessage());
  return Number(text);
}
