import type { DraftStorage } from "../drafts/types.ts";

/** What is written together is kept by the room. */
export const keptNowhere: Pick<DraftStorage, "loadDraft" | "keepDraft" | "keepInHurry" | "onDraft"> = {
  loadDraft: async () => [],
  keepDraft: async (_room, merge) => void merge(null),
  keepInHurry: () => {},
  onDraft: () => () => {},
};
