const LINE_FEED = 10;
const RETURN = 13;

/** Where the body begins; -1 if the header goes on. */
export function headerEnd(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== LINE_FEED) continue;
    const next = bytes[i + 1] === RETURN ? i + 2 : i + 1;
    if (bytes[next] === LINE_FEED) return next + 1;
  }
  return -1;
}
