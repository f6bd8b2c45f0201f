import { A } from "@solidjs/router";
import { createEffect, For, Show } from "solid-js";
import type { RoomId } from "../../../shared/ids.ts";
import { formatNumber } from "../../ui/format.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { t } from "../../words/desk.ts";
import { t as ts } from "../../words/desk-search.ts";
import { ConversationRow } from "./conversation-row.tsx";
import { useDesk } from "./desk-context.ts";
import { SearchField } from "./search-field.tsx";
import { SearchResults } from "./search-results.tsx";
import { queueName } from "./queue-column.tsx";

/** The chosen queue, what is due first. */
export function ConversationList(props: {
  open: RoomId | undefined;
  href: (room: RoomId) => string;
  home: string;
  onQueues: () => void;
}) {
  const desk = useDesk();
  let list: HTMLUListElement | undefined;
  // J and K walk through the list: what they open stays in sight.
  createEffect(() => {
    if (props.open !== undefined)
      list?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: "nearest" });
  });
  return (
    <section class="desk__list" aria-label={t("conversations")}>
      <header class="desk__head">
        <IconButton
          icon="list"
          label={t("queues")}
          class="icon-button desk__to-queues"
          onClick={() => props.onQueues()}
        />
        <h1 class="desk__title">
          <Show when={!desk.search.isActive()} fallback={ts("found")}>
            <bdi>{desk.tag() ?? queueName(desk.queue())}</bdi>{" "}
            <span>
              {formatNumber(
                desk.tag() === null ? (desk.view()?.counts[desk.queue()] ?? 0) : desk.list().length,
              )}
            </span>
          </Show>
        </h1>
      </header>
      <SearchField open={props.open} href={props.href} home={props.home} />
      <Show when={desk.search.isActive()}>
        <SearchResults open={props.open} href={props.href} />
      </Show>
      <Show
        when={desk.view() !== null && !desk.search.isActive()}
        fallback={desk.view() === null && <p class="desk__empty">{t("loading")}</p>}
      >
        <Show when={desk.list().length > 0} fallback={<p class="desk__empty">{t("emptyQueue")}</p>}>
          <ul ref={list} class="plain desk__rows">
            <For each={desk.list().map(({ room }) => room)}>
              {(room) => (
                <Show when={desk.view()?.conversations.get(room)}>
                  {(conversation) => (
                    <li>
                      <A
                        class="desk__row"
                        href={props.href(room)}
                        aria-current={props.open === room ? "page" : undefined}
                      >
                        <ConversationRow conversation={conversation()} />
                      </A>
                    </li>
                  )}
                </Show>
              )}
            </For>
          </ul>
        </Show>
      </Show>
    </section>
  );
}
