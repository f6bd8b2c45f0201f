export const words = {
  picture: "Picture",
  saving: "Saving…",
  change: "Change picture",
  add: "Add picture",
  remove: "Remove picture",
  file: "Picture file",
  noConnection: "There is no connection to Parley. Please try again.",
  notReadable: "This file is not a picture that your browser can read.",
  notPrepared: "Your browser cannot prepare the picture.",
} as const;
