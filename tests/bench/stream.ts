import type { Target } from "./target.ts";

export interface Streamed {
  /** Server CPU for the whole stream, milliseconds. */
  cpu: number;
  /** Bytes to one watcher. */
  bytes: number;
  /** Time from the first watcher's first word to the last watcher's, milliseconds. */
  spread: number;
}

const TIMEOUT_MS = 60_000;

/** The first socket asks. Ends when all have received the end. */
export function makeStreamer(target: Target): (tokens: number, every: number) => Promise<Streamed> {
  let take: (watcher: number, frame: string) => void = () => undefined;
  target.sockets.forEach((socket, watcher) => socket.onFrame((frame) => take(watcher, frame)));

  return async (tokens, every) => {
    const firsts = new Map<number, number>();
    const finished = Promise.withResolvers<void>();
    let ended = 0;
    let bytes = 0;
    take = (watcher, frame) => {
      const isWord = frame.startsWith('{"type":"part"') || frame.includes("chat.completion.chunk");
      if (isWord && !firsts.has(watcher)) firsts.set(watcher, performance.now());
      if (isWord && watcher === 0) bytes += frame.length;
      if (!frame.includes('"turn.ended"') && !frame.startsWith('{"type":"end"')) return;
      ended += 1;
      if (ended === target.sockets.length) finished.resolve();
    };
    const timeout = setTimeout(
      () => finished.reject(new Error(`${target.name}: ${ended} received the end`)),
      tokens * every + TIMEOUT_MS,
    );
    const before = target.cpu();
    target.sockets[0]?.stream(tokens, every);
    await finished.promise;
    clearTimeout(timeout);
    const times = [...firsts.values()];
    return { cpu: target.cpu() - before, bytes, spread: Math.max(...times) - Math.min(...times) };
  };
}
