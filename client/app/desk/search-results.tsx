import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { DeskHit, FoundText } from "../../../shared/desk-search.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { messageOf } from "../../parts/lib/http.ts";
import { MarkedText } from "../../parts/search/marked-text.tsx";
import { t } from "../../words/desk-search.ts";
import { ConversationRow } from "./conversation-row.tsx";
import { useDesk } from "./desk-context.ts";

/** Texts of one conversation that are shown. */
const SHOWN = 3;

/** What was found, in place of a queue. */
export function SearchResults(props: { open: RoomId | undefined; href: (room: RoomId) => string }) {
  const desk = useDesk();
  const hits = () => desk.search.hits() ?? [];
  const said = (): string => {
    const { search } = desk;
    if (search.error() !== undefined) return t("failed", { reason: messageOf(search.error()) });
    const [filter] = search.unknown();
    if (filter !== undefined) return t("unknownFilter", { filter });
    if (search.loading() || search.hits() === undefined) return t("searching");
    const count = hits().length;
    if (count === 0) return t("nothing");
    return search.more() ? t("foundMore", { count }) : t("foundCount", { count });
  };
  /** The field is above the first result. */
  function onKeyDown(event: KeyboardEvent): void {
    const rows = [...document.querySelectorAll<HTMLElement>(".desk__list .desk__row")];
    const at = rows.findIndex((row) => row === document.activeElement);
    const field = document.querySelector<HTMLElement>(".desk__search-input");
    if (event.key === "Escape") {
      // The field ends the search.
      event.preventDefault();
      field?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    }
    if (at === -1 || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    (event.key === "ArrowDown" ? rows[at + 1] : (rows[at - 1] ?? field))?.focus();
  }
  return (
    <div class="desk__results" onKeyDown={onKeyDown}>
      <p class="desk__results-said" role="status">
        {said()}
        <span class="desk__results-where">{t("inAll")}</span>
      </p>
      <ul class="plain desk__rows" aria-label={t("results")}>
        <For each={hits()}>{(hit) => <Hit hit={hit} open={props.open} href={props.href} />}</For>
      </ul>
      <Show when={desk.search.more()}>
        <button
          type="button"
          class="button button--small desk__results-more"
          disabled={desk.search.loading()}
          onClick={() => void desk.search.loadMore()}
        >
          {t("more")}
        </button>
      </Show>
    </div>
  );
}

function Hit(props: { hit: DeskHit; open: RoomId | undefined; href: (room: RoomId) => string }) {
  const desk = useDesk();
  const room = () => props.hit.conversation.room;
  /** As the desk knows it now: it may have been closed since it was found. */
  const conversation = () => desk.view()?.conversations.get(room()) ?? props.hit.conversation;
  return (
    <li>
      <A
        class="desk__row"
        href={props.href(room())}
        aria-current={props.open === room() ? "page" : undefined}
      >
        <ConversationRow conversation={conversation()}>
          <For each={props.hit.found.slice(0, SHOWN)}>
            {(found) => (
              <span class="desk__found">
                <bdi class="desk__found-in">{whereOf(found)}</bdi>{" "}
                <span dir="auto">
                  <MarkedText hit={found} />
                </span>
              </span>
            )}
          </For>
        </ConversationRow>
      </A>
    </li>
  );
}

function whereOf(found: FoundText): string {
  switch (found.in) {
    case "name":
      return t("inName");
    case "address":
      return t("inAddress");
    case "tag":
      return t("inTag");
    case "note":
      return t("inNote", { name: found.by });
    case "message":
      return found.by === "" ? t("nobody") : t("inMessage", { name: found.by });
  }
}
