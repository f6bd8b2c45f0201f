import { createEffect, createSignal, type Accessor } from "solid-js";
import type { DocumentId } from "../../../../shared/ids.ts";
import type { Document, DocumentState } from "../../../../shared/knowledge.ts";
import { failureWords } from "../document-words.ts";
import { t } from "../../../words/knowledge.ts";

/** Announces to screen readers which documents became ready or failed while this page is open. */
export function createNews(list: Accessor<readonly Document[] | undefined>): Accessor<string> {
  const [news, setNews] = createSignal("");
  let known: ReadonlyMap<DocumentId, DocumentState> | undefined;
  createEffect(() => {
    const now = list();
    if (!now) return;
    const states = new Map(now.map(({ id, state }) => [id, state]));
    const ended = now.filter(
      ({ id, state }) => (state === "ready" || state === "failed") && known?.get(id) !== state,
    );
    const isFirst = known === undefined;
    known = states;
    const [one] = ended;
    if (isFirst || !one) return;
    if (ended.length > 1) setNews(t("documentsDone", { count: ended.length }));
    else if (one.state === "ready") setNews(t("isReady", { title: one.title }));
    else setNews(t("hasFailed", { title: one.title, why: failureWords(one.failure) }));
  });
  return news;
}
