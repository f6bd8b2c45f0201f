import { createSignal, onCleanup } from "solid-js";
import type { DocumentId, OrganizationId } from "../../../shared/ids.ts";
import { knowledgePaths } from "../../../shared/knowledge.ts";
import { call } from "../lib/http.ts";
import { makeContext } from "./make-context.ts";

/** Documents that are not there any more: every mention of them says so. */
export interface DeletedDocuments {
  has: (document: DocumentId) => boolean;
  add: (...documents: DocumentId[]) => void;
  /** These are shown somewhere: what is deleted of them is found out, for all that appear together in one question. */
  lookFor: (documents: DocumentId[]) => void;
}

const context = makeContext<DeletedDocuments>("DeletedDocuments");
export const {
  Provider: DeletedDocumentsProvider,
  use: useDeletedDocuments,
  find: findDeletedDocuments,
} = context;

/** A source is asked for again when it is shown after this time, milliseconds. */
const KNOWN_FOR = 30_000;
/** Sources that appear within this time are asked for together, milliseconds. */
const JOIN = 50;
const MOST_AT_ONCE = 50;

/** What is known of one organization's documents. Ends with its owner. */
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
        // Without a connection nobody knows: they are asked for when they are shown again.
        for (const id of some) askedAt.delete(id);
      }
    }
  }
  return { has, add, lookFor };
}
