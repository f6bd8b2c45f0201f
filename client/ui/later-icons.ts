/** Outlines from lucide (ISC licence), like those of `icon.tsx`. They come with the parts that show them, and are not in the first load. */
export const microphone = [
  "M12 2a3 3 0 0 0-3 3v7a3 3 0 0 0 6 0V5a3 3 0 0 0-3-3Z",
  "M19 10v2a7 7 0 0 1-14 0v-2",
  "M12 19v3",
];
export const pause = ["M9 5v14", "M15 5v14"];
export const play = ["m7 4 13 8-13 8Z"];
export const speaker = ["M11 5 6 9H2v6h4l5 4Z", "M15.5 8.5a5 5 0 0 1 0 7", "M18.5 5.5a9 9 0 0 1 0 13"];
export const bold = ["M6 12h9a4 4 0 0 1 0 8H7a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h7a4 4 0 0 1 0 8"];
export const italic = ["M19 4h-9", "M14 20H5", "M15 4 9 20"];
export const strike = ["M16 4H9a3 3 0 0 0-2.83 4", "M14 12a4 4 0 0 1 0 8H6", "M4 12h16"];
export const quote = ["M17 6H3", "M21 12H8", "M21 18H8", "M3 12v6"];
export const merge = ["m8 6 4-4 4 4", "M12 2v10.3a4 4 0 0 1-1.17 2.83L4 22", "m20 22-5-5"];
export const mail = ["M3 5h18v14H3Z", "m3 7 9 6 9-6"];
export const follow = ["m15 10 5 5-5 5", "M4 4v7a4 4 0 0 0 4 4h12"];
export const steer = ["M12 3v18", "M12 7 6 13", "m12 7 6 6", "M5 21h14"];
export const folder = ["M3 19V5a1 1 0 0 1 1-1h5l2 3h9a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1Z"];
export const thread = [
  "M14 9a2 2 0 0 1-2 2H6l-4 4V4a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2Z",
  "M18 9h2a2 2 0 0 1 2 2v11l-4-4h-6a2 2 0 0 1-2-2v-1",
];
