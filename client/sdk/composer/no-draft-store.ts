import type { DraftStore } from "../drafts/types.ts";

/** Stores nothing on the device. The room stores what was written together. */
export const noDraftStore: DraftStore = {
  loadDraft: async () => [],
  keepDraft: async (_room, merge) => void merge(null),
  keepOnUnload: () => {},
  forgetDrafts: async () => {},
  onDraft: () => () => {},
};
