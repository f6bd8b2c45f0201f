import type { DraftStore } from "../drafts/types.ts";

/** For devices that keep nothing: what is written together is kept by the room. */
export const keptNowhere: DraftStore = {
  loadDraft: async () => [],
  keepDraft: async (_room, merge) => void merge(null),
  keepOnUnload: () => {},
  forgetDraft: async () => {},
  onDraft: () => () => {},
};
