/** Outlines from lucide (ISC licence), loaded with the parts that show them. */
export const repeat = [
  "m17 2 4 4-4 4",
  "M3 11v-1a4 4 0 0 1 4-4h14",
  "m7 22-4-4 4-4",
  "M21 13v1a4 4 0 0 1-4 4H3",
];
export const notes = ["M4 6h16", "M4 12h16", "M4 18h10"];
export const grip = ["M9 5h.01", "M9 12h.01", "M9 19h.01", "M15 5h.01", "M15 12h.01", "M15 19h.01"];
