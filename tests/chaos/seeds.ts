/**
 * Seeds that found something, kept by the name of what they found: `npm run chaos -- --seed page-in-place-too-late` runs one again.
 * A seed decides what is asked for, not how two processes race, so each also has a test that needs no luck.
 */
export const seeds: Record<string, { seed: number; test: string }> = {
  "page-in-place-too-late": {
    seed: 4,
    test: "CLIENT-22: loses nothing that happens to a message right after its page was read",
  },
};
