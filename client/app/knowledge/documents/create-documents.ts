import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { DocumentId, LibraryId, OrganizationId } from "../../../../shared/ids.ts";
import { knowledgePaths, type Document } from "../../../../shared/knowledge.ts";
import { addressForMe, call, messageOf } from "../../../parts/lib/http.ts";

/**
 * The response to a person's own change may arrive after the event that reports a later state. The older state must not replace the
 * newer.
 */
function isOlder(document: Document, known: Document): boolean {
  if (document.updatedAt !== known.updatedAt) return document.updatedAt < known.updatedAt;
  return isOver(known) && !isOver(document);
}

const isOver = ({ state }: Document): boolean => state === "ready" || state === "failed";

/** A library's documents, newest first, kept up to date by server-sent events. Undefined until the first list has arrived. */
export function createDocuments(organization: OrganizationId, library: Accessor<LibraryId>) {
  const [store, setStore] = createStore<{ list: Document[] | undefined }>({ list: undefined });
  const [problem, setProblem] = createSignal<string>();
  const [tries, setTries] = createSignal(0);
  const put = (list: Document[]) => setStore("list", reconcile(list, { key: "id" }));

  function take(document: Document): void {
    const known = store.list ?? [];
    const before = known.find(({ id }) => id === document.id);
    if (before === undefined) return put([document, ...known]);
    if (!isOlder(document, before)) put(known.map((one) => (one === before ? document : one)));
  }
  function drop(id: DocumentId): void {
    put((store.list ?? []).filter((one) => one.id !== id));
  }
  createEffect(
    on([library, tries], ([id]) => {
      const events = new EventSource(addressForMe(knowledgePaths.libraryEvents(organization, id)));
      events.addEventListener("documents", ({ data }: MessageEvent<string>) => {
        const list: Document[] = JSON.parse(data);
        setProblem(undefined);
        put(list);
      });
      events.addEventListener("document", ({ data }: MessageEvent<string>) => {
        const document: Document = JSON.parse(data);
        take(document);
      });
      events.addEventListener("removed", ({ data }: MessageEvent<string>) => {
        const removed: Pick<Document, "id"> = JSON.parse(data);
        drop(removed.id);
      });
      // After a refusal the browser closes the event stream for good and does not say why. A request for the plain list returns the
      // reason.
      events.addEventListener("error", () => {
        if (events.readyState === EventSource.CLOSED) void explain(id);
      });
      onCleanup(() => events.close());
    }),
  );
  async function explain(id: LibraryId): Promise<void> {
    try {
      put(await call<Document[]>("GET", knowledgePaths.documents(organization, id)));
      setTimeout(() => setTries((count) => count + 1), 2_000);
    } catch (error) {
      setProblem(messageOf(error));
    }
  }
  return { list: () => store.list, problem, retry: () => setTries((count) => count + 1), take, drop };
}
