import type { Document, DocumentFailure, DocumentState } from "../../../shared/knowledge.ts";

/** The processing stages in their order. The progress bar gives each stage the same share. */
export const stages = [
  "stored",
  "reading",
  "cutting",
  "embedding",
  "indexing",
] as const satisfies DocumentState[];

/** Progress over all stages, from 0 to 1. */
export function shareDone({ state, progress }: Pick<Document, "state" | "progress">): number {
  if (state === "ready") return 1;
  const at = stages.findIndex((stage) => stage === state);
  return at < 0 ? 0 : (at + Math.min(1, Math.max(0, progress))) / stages.length;
}

/** Failures that may end by themselves. For any other, another attempt on the same file fails in the same way. */
const mayPass: readonly DocumentFailure[] = ["not_fetched", "embedding_failed", "internal"];

export const mayWorkLater = (failure: DocumentFailure = "internal"): boolean => mayPass.includes(failure);

/** Whether the text is shown in a fixed-width font, with its line breaks and columns kept. */
export const isMono = (document: Pick<Document, "kind"> | undefined): boolean =>
  document !== undefined && ["code", "csv", "json"].includes(document.kind);
