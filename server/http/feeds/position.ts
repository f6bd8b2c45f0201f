import type { Seq } from "../../../shared/protocol/seq.ts";

/** The last event that a program has. `epoch`: null for the room's present one. */
export interface FeedPosition {
  seq: Seq;
  epoch: string | null;
}

const POSITION = /^(\d{1,15})(?:\.([^\s.]{1,100}))?$/;

/** The `id` of an event: a seq names an event only in its epoch. */
export const positionText = ({ seq, epoch }: { seq: Seq; epoch: string }): string => `${seq}.${epoch}`;

/** Null for a text that is no position. */
export function readPosition(text: string): FeedPosition | null {
  const [, seq, epoch] = POSITION.exec(text) ?? [];
  return seq === undefined ? null : { seq: Number(seq), epoch: epoch ?? null };
}
