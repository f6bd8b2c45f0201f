/** The addresses in a text as people paste it: `Ada <ada@example.com>; grace@example.com`. Each one once, in its order. */
export function readAddresses(written: string): string[] {
  const found = written
    .split(/[\s,;<>()"]+/)
    .map((word) =>
      word
        .replace(/^mailto:/i, "")
        .replace(/[.]+$/, "")
        .toLowerCase(),
    )
    .filter((word) => /^[^@]+@[^@]+\.[^@]+$/.test(word));
  return [...new Set(found)];
}
