/** Marks of a new or restored history. An operator increases `generation` after restoring a backup. */
export interface Origin {
  generation: string;
  newEpoch: () => string;
  now: number;
}
