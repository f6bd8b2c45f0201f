export const words = {
  files: "Files",
  close: "Close files",
  ofConversation: "Files of this conversation",
  downloadNamed: "Download {{name}}",
  loading: "Loading files",
  none: "No files yet. Files that are sent here are listed here.",
  older: "Show older files",
} as const;
