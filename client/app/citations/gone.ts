import { createSignal } from "solid-js";
import type { DocumentId } from "../../../shared/ids.ts";

/** Documents that the server did not find when someone here wanted to open them: every mention of them says so. */
const [gone, setGone] = createSignal<ReadonlySet<DocumentId>>(new Set());

export const isGone = (document: DocumentId): boolean => gone().has(document);

export function markGone(document: DocumentId): void {
  if (!gone().has(document)) setGone((before) => new Set(before).add(document));
}
