import { createSignal, onCleanup } from "solid-js";
import type { DocumentId, OrganizationId } from "../../../shared/ids.ts";
import { knowledgePaths } from "../../../shared/knowledge.ts";
import { call } from "../lib/http.ts";
import { makeContext } from "./make-context.ts";

/** Documents that no longer exist. Every mention of one is marked as deleted. */
export interface DeletedDocuments {
  has: (document: DocumentId) => boolean;
  add: (...documents: DocumentId[]) => void;
  /** Asks which of these documents were deleted. Documents that appear together are asked for in one request. */
  lookFor: (documents: DocumentId[]) => void;
}

const context = makeContext<DeletedDocuments>("DeletedDocuments");
export const {
  Provider: DeletedDocumentsProvider,
  use: useDeletedDocuments,
  find: findDeletedDocuments,
} = context;

/** A source that is shown again after this time is asked for again, ms. */
const KNOWN_FOR = 30_000;
/** Sources that appear within this time are asked for in one request, ms. */
const JOIN = 50;
const MOST_AT_ONCE = 50;

/** What is known of one organization's deleted documents. It ends with its owner. */
export function createDeletedDocuments(organization: OrganizationId): DeletedDocuments {
  const [deleted, setDeleted] = createSignal<ReadonlySet<DocumentId>>(new Set());
  const askedAt = new Map<DocumentId, number>();
  const waiting = new Set<DocumentId>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));

  const has = (document: DocumentId): boolean => deleted().has(document);
  function add(...documents: DocumentId[]): void {
    if (!documents.every(has)) setDeleted((before) => new Set([...before, ...documents]));
  }
  function lookFor(documents: DocumentId[]): void {
    const now = Date.now();
    const unknown = documents.filter((id) => !has(id) && now - (askedAt.get(id) ?? -Infinity) > KNOWN_FOR);
    if (unknown.length === 0) return;
    for (const id of unknown) {
      askedAt.set(id, now);
      waiting.add(id);
    }
    timer ??= setTimeout(() => void ask(), JOIN);
  }
  async function ask(): Promise<void> {
    timer = undefined;
    const ids = [...waiting];
    waiting.clear();
    for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
      const some = ids.slice(from, from + MOST_AT_ONCE);
      try {
        const path = knowledgePaths.documentsThere(organization, some);
        const there = new Set(await call<DocumentId[]>("GET", path));
        add(...some.filter((id) => !there.has(id)));
      } catch {
        // The request failed, for example without a connection. The documents are asked for again when they are next shown.
        for (const id of some) askedAt.delete(id);
      }
    }
  }
  return { has, add, lookFor };
}
