export const words = {
  uploadBroke: "The connection broke while the file was sent.",
  agentChanged: "Someone has changed this agent meanwhile. Close and open it again.",
  libraryChanged: "Someone has changed this library meanwhile. Close and open it again.",
} as const;
