import { createEffect, createResource, For, Match, Show, Switch } from "solid-js";
import type { RoomId } from "../../../../shared/ids.ts";
import type { Citation } from "../../../../shared/knowledge.ts";
import type { Seq } from "../../../../shared/protocol/events.ts";
import type { CitedPassage } from "../../../../shared/widget.ts";
import { t } from "../../../words/widget-talk.ts";
import { formatDate } from "../format.ts";
import { Icon } from "./icon.tsx";
import { usePanel } from "../panel.ts";
import "./sources.css";

/** The sources of an answer. One opens in its place, with the passage that the answer is from. */
export default function Sources(props: {
  room: RoomId;
  message: Seq;
  citations: readonly Citation[];
  open: number | null;
  onOpen: (n: number) => void;
}) {
  return (
    <ul class="sources">
      <For each={props.citations}>
        {(citation) => (
          <li class="source" classList={{ "source--open": props.open === citation.n }}>
            <button
              type="button"
              class="source__row"
              aria-expanded={props.open === citation.n}
              aria-label={t("source", { n: citation.n, title: citation.title })}
              onClick={() => props.onOpen(citation.n)}
            >
              <span class="cite">{citation.n}</span>
              <span class="source__title" dir="auto">
                {citation.title} <span>{headingOf(citation)}</span>
              </span>
              <Icon of={props.open === citation.n ? "up" : "down"} size={16} />
            </button>
            <Show when={props.open === citation.n}>
              <Passage room={props.room} message={props.message} n={citation.n} />
            </Show>
          </li>
        )}
      </For>
    </ul>
  );
}

const headingOf = ({ title, place }: Citation): string =>
  place.headings?.findLast((words) => words !== title) ?? "";

function Passage(props: { room: RoomId; message: Seq; n: number }) {
  const panel = usePanel();
  let box: HTMLDivElement | undefined;
  const [passage] = createResource(() =>
    panel
      .ask<CitedPassage>("GET", `/conversations/${props.room}/citations/${props.message}/${props.n}`)
      .catch(() => null),
  );
  createEffect(() => {
    if (passage.latest) box?.scrollIntoView({ block: "nearest" });
  });
  return (
    <div ref={box} class="passage">
      <Switch fallback={<p class="passage__note">{t("loading")}</p>}>
        <Match when={passage.latest}>
          {(found) => (
            <>
              <blockquote dir="auto">{readable(found())}</blockquote>
              <p class="passage__foot">
                <span>{placeWords(found())}</span>
                <Show when={safeAddress(found().address)}>
                  {(address) => (
                    <a href={address()} target="_blank" rel="noopener noreferrer nofollow">
                      {t("openThePage")}
                    </a>
                  )}
                </Show>
              </p>
              <Show when={found().changed}>
                <p class="passage__note">{t("pageChanged")}</p>
              </Show>
            </>
          )}
        </Match>
        <Match when={!passage.loading}>
          <p class="passage__note">{t("sourceGone")}</p>
        </Match>
      </Switch>
    </div>
  );
}

/** The passage without the headings that stand above it. */
function readable({ text, title, heading }: CitedPassage): string {
  const lines = text.split("\n").map((line) => line.replace(/^#{1,6}\s+/, ""));
  while (lines.length > 1 && ["", title, heading].includes((lines[0] ?? "").trim())) lines.shift();
  return lines.join("\n");
}

function placeWords({ page, at }: CitedPassage): string {
  const date = formatDate(at);
  return page === null ? date : t("page", { page, date });
}

/** A document's address is what somebody typed: only one of the web is opened. */
function safeAddress(address: string | null): string | null {
  return address !== null && /^https?:\/\//i.test(address) ? address : null;
}
