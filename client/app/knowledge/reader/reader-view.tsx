import {
  createEffect,
  createMemo,
  createSignal,
  For,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from "solid-js";
import type { DocumentId, OrganizationId } from "../../../../shared/ids.ts";
import type { Mark } from "../../../../shared/knowledge.ts";
import { Spinner } from "../../../ui/spinner.tsx";
import { StateMessage } from "../../../ui/state.tsx";
import { useDeletedDocuments } from "../../../parts/contexts/deleted-documents.ts";
import { headingLevels } from "./heading-levels.ts";
import { createReader } from "./create-reader.ts";
import type { Target } from "./split-text.ts";
import { TextBlockView } from "./text-block-view.tsx";
import { t } from "../../../words/reader.ts";
import "./reader.css";

/**
 * Shows the text of a document with a passage highlighted. The text is loaded in ranges. `aside` is shown beside it, receives the
 * document's marks and links to them.
 */
export function ReaderView(props: {
  organization: OrganizationId;
  document: DocumentId;
  title: string;
  target: Target | undefined;
  mono: boolean;
  /** Level of the heading that the text stands below. */
  under: number;
  onMarks?: (marks: readonly Mark[], go: (offset: number) => void) => void;
}) {
  // The document does not change while this component lives: the caller remounts it for each document.
  const deleted = useDeletedDocuments();
  const reader = createReader(props.organization, props.document, () => deleted.add(props.document));
  const levels = createMemo(() => headingLevels(reader.about().marks, props.under));
  const [said, setSaid] = createSignal("");
  let scroller: HTMLDivElement | undefined;
  let top: HTMLButtonElement | undefined;
  let bottom: HTMLButtonElement | undefined;
  const hasChanged = () =>
    props.target !== undefined &&
    reader.state().type === "open" &&
    reader.about().version !== props.target.version;
  const passage = () => (hasChanged() ? undefined : props.target);

  function focusOn(selector: string): boolean {
    const element = scroller?.querySelector<HTMLElement>(selector);
    element?.scrollIntoView({ block: "center" });
    element?.focus({ preventScroll: true });
    return element instanceof HTMLElement;
  }
  async function showTarget(target: Target | undefined): Promise<void> {
    if (!reader.holds(target?.from ?? 0)) await reader.open(target?.from ?? 0);
    // The end of the passage may lie in the next range.
    if (target && reader.hasMore() && !reader.holds(target.to - 1)) await reader.more();
    if (target && passage() && focusOn(".reader__passage")) setSaid(t("passageHighlighted"));
  }
  async function go(offset: number): Promise<void> {
    if (!reader.holds(offset)) await reader.open(offset);
    focusOn(`[data-offset="${offset}"]`);
  }
  createEffect(
    on(
      () => props.target,
      (target) => void showTarget(target),
    ),
  );
  createEffect(() => props.onMarks?.(reader.about().marks, (offset) => void go(offset)));

  /** Text that is inserted above must not move the text that is being read, so the scroll position is corrected. */
  async function earlier(): Promise<void> {
    const before = scroller?.scrollHeight ?? 0;
    await reader.earlier();
    if (scroller) scroller.scrollTop += scroller.scrollHeight - before;
  }
  onMount(() => {
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) void (target === top ? earlier() : reader.more());
        }
      },
      { root: scroller ?? null, rootMargin: "400px 0px" },
    );
    onCleanup(() => watcher.disconnect());
    createEffect(() => {
      // The observer is restarted after each range. A short range stays inside the margin and would cause no new crossing event.
      watcher.disconnect();
      if (reader.busy() || reader.state().type !== "open") return;
      if (reader.hasEarlier() && top) watcher.observe(top);
      if (reader.hasMore() && bottom) watcher.observe(bottom);
    });
  });
  return (
    <div
      ref={scroller}
      class="reader"
      tabindex="0"
      role="region"
      aria-label={t("textOf", { title: props.title })}
    >
      <span class="visually-hidden" role="status">
        {said()}
      </span>
      <Switch>
        <Match when={reader.state().type === "gone"}>
          <StateMessage icon="trash" title={t("sourceDeleted")} live>
            <p>{t("orNoAccess")}</p>
          </StateMessage>
        </Match>
        <Match when={failureOf(reader.state())}>
          {(message) => (
            <StateMessage icon="warning" title={message()} live>
              <button type="button" class="button" onClick={() => void showTarget(props.target)}>
                {t("tryAgain")}
              </button>
            </StateMessage>
          )}
        </Match>
        <Match when={reader.state().type === "loading"}>
          <div class="reader__loading">
            <Spinner label={t("loadingText")} />
          </div>
        </Match>
      </Switch>
      <Show when={hasChanged()}>
        <p class="reader__changed" role="status">
          {t("changedSince", { version: reader.about().version, cited: props.target?.version ?? 0 })}
        </p>
      </Show>
      <button
        ref={top}
        type="button"
        class="link-button reader__more"
        hidden={!reader.hasEarlier()}
        onClick={() => void earlier()}
      >
        {t("earlierText")}
      </button>
      <Show when={reader.state().type === "open"}>
        <For each={reader.blocks()} fallback={<p class="reader__changed">{t("noText")}</p>}>
          {(block) => <TextBlockView block={block} passage={passage()} mono={props.mono} levels={levels()} />}
        </For>
      </Show>
      <button
        ref={bottom}
        type="button"
        class="link-button reader__more"
        hidden={!reader.hasMore()}
        onClick={() => void reader.more()}
      >
        {t("moreText")}
      </button>
    </div>
  );
}

const failureOf = (state: { type: string; message?: string }): string | undefined =>
  state.type === "failed" ? state.message : undefined;
