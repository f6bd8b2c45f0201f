/** Speaks pieces of a text, one at a time. */
export interface Voice {
  /** Resolves when the piece has been spoken or stopped: true, or false if this voice cannot speak it. `next` follows it. */
  speak: (piece: string, next: string | undefined) => Promise<boolean>;
  pause: () => void;
  resume: () => void;
  stop: () => void;
}
