/** Requests for what is no answer. The local model recognises them by these words. */
export const SUGGEST = "Suggest what may be asked next";
export const GIVE_NAME = "Give the conversation a name";
