import { For, Show } from "solid-js";
import type { MessageOrder } from "../../../shared/message-search.ts";
import { formatNumber } from "../../ui/format.ts";
import { t } from "../../words/search.ts";

const tabs = ["all", "messages", "documents", "people", "rooms", "files"] as const;

export type Tab = (typeof tabs)[number];
export type Counts = Record<Exclude<Tab, "all">, number | null>;

export const isTab = (value: unknown): value is Tab => tabs.some((tab) => tab === value);

/** Which kind is shown, with how many there are of each. */
export function SearchTabs(props: {
  tab: Tab;
  counts: Counts;
  /** What is counted no further. */
  most: number;
  onTab: (tab: Tab) => void;
  order: MessageOrder;
  onOrder: (order: MessageOrder) => void;
}) {
  const countOf = (tab: Tab) => {
    const count = tab === "all" ? null : props.counts[tab];
    if (count === null || count === 0) return undefined;
    return count > props.most ? `${formatNumber(props.most)}+` : formatNumber(count);
  };
  const hasOrder = () => props.tab === "all" || props.tab === "messages" || props.tab === "files";
  return (
    <div class="search__bar">
      <div class="search__tabs" role="group" aria-label={t("shownKind")}>
        <For each={tabs}>
          {(name) => (
            <button
              type="button"
              class="search__tab"
              aria-pressed={props.tab === name}
              onClick={() => props.onTab(name)}
            >
              {t(name)}
              <Show when={countOf(name)}>{(count) => <span class="search__tab-count">{count()}</span>}</Show>
            </button>
          )}
        </For>
      </div>
      <Show when={hasOrder()}>
        <select
          class="search__order"
          aria-label={t("orderOfMessages")}
          onChange={(event) => props.onOrder(event.currentTarget.value === "oldest" ? "oldest" : "newest")}
        >
          <option value="newest" selected={props.order === "newest"}>
            {t("newestFirst")}
          </option>
          <option value="oldest" selected={props.order === "oldest"}>
            {t("oldestFirst")}
          </option>
        </select>
      </Show>
    </div>
  );
}
