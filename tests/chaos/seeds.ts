/**
 * Seeds that found a bug, named for the bug: `npm run chaos -- --seed page-in-place-too-late` runs one again. A seed determines
 * the operations, not the timing of two processes, so each bug also has a deterministic test.
 */
export const seeds: Record<string, { seed: number; test: string }> = {
  "page-in-place-too-late": {
    seed: 4,
    test: "CLIENT-22: loses nothing that happens to a message right after its page was read",
  },
};
