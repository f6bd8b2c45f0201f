import { createSignal } from "solid-js";
import type { DocumentId, OrganizationId } from "../../../shared/ids.ts";
import { knowledgePaths } from "../../../shared/knowledge.ts";
import { call } from "../lib/http.ts";

/** Documents that are not there any more: every mention of them says so. */
const [gone, setGone] = createSignal<ReadonlySet<DocumentId>>(new Set());

export const isGone = (document: DocumentId): boolean => gone().has(document);

export function markGone(...documents: DocumentId[]): void {
  if (documents.some((document) => !gone().has(document)))
    setGone((before) => new Set([...before, ...documents]));
}

/** A source is asked for again when it is shown after this time. */
const KNOWN_FOR = 30_000;
const MOST_AT_ONCE = 50;

const askedAt = new Map<DocumentId, number>();
const waiting = new Map<OrganizationId, Set<DocumentId>>();

/** These are shown somewhere: what is deleted of them is found out, for all that appear together in one question. */
export function findGone(organization: OrganizationId, documents: DocumentId[]): void {
  const now = Date.now();
  const unknown = documents.filter(
    (id) => !gone().has(id) && now - (askedAt.get(id) ?? -Infinity) > KNOWN_FOR,
  );
  if (unknown.length === 0) return;
  for (const id of unknown) askedAt.set(id, now);
  const others = waiting.get(organization);
  if (others) return unknown.forEach((id) => others.add(id));
  waiting.set(organization, new Set(unknown));
  setTimeout(() => void ask(organization), 50);
}

async function ask(organization: OrganizationId): Promise<void> {
  const ids = [...(waiting.get(organization) ?? [])];
  waiting.delete(organization);
  for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
    const some = ids.slice(from, from + MOST_AT_ONCE);
    try {
      const there = new Set(
        await call<DocumentId[]>("GET", knowledgePaths.documentsThere(organization, some)),
      );
      markGone(...some.filter((id) => !there.has(id)));
    } catch {
      // Without a connection nobody knows: they are asked for when they are shown again.
      for (const id of some) askedAt.delete(id);
    }
  }
}
