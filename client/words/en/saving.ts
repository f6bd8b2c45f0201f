export const words = {
  uploadBroke: "The connection broke while the file was sent.",
  libraryChanged: "Someone has changed this library meanwhile. Close and open it again.",
} as const;
