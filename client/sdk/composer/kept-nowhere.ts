import type { DraftShelf } from "../drafts/types.ts";

/** For devices that keep nothing: what is written together is kept by the room. */
export const keptNowhere: DraftShelf = {
  loadDraft: async () => [],
  keepDraft: async (_room, merge) => void merge(null),
  keepInHurry: () => {},
  forgetDraft: async () => {},
  onDraft: () => () => {},
};
