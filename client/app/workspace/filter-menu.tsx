import { For, Show } from "solid-js";
import { formatNumber } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import type { ListView } from "./list-view.ts";
import { passes, type RoomFilter } from "./room-filter.ts";
import { t } from "../../words/workspace-menus.ts";

/** The filters of the menu, in groups. */
const MENU = [
  ["direct", "groups", "sessions", "support"],
  ["snoozed", "done"],
] as const satisfies readonly (readonly RoomFilter[])[];

/** The filters that are used less, and the height of the rows. */
export default function FilterMenu(props: {
  chosen: RoomFilter;
  onChoose: (filter: RoomFilter) => void;
  view: ListView;
}) {
  const { entries, serverNow } = useInbox();
  const sizeOf = (filter: RoomFilter): number =>
    (entries() ?? []).filter((entry) => passes(filter, entry, serverNow())).length;
  /** Support is offered only where it exists. */
  const isOffered = (filter: RoomFilter): boolean =>
    filter !== "support" || (entries() ?? []).some(({ kind }) => kind === "support");
  const isCompact = () => props.view.density() === "compact";
  return (
    <>
      <FilterItem filter="all" name={t("everything")} chosen={props.chosen} onChoose={props.onChoose} />
      <For each={MENU}>
        {(group) => (
          <>
            <For each={group.filter(isOffered)}>
              {(filter) => (
                <FilterItem
                  filter={filter}
                  name={t(filter)}
                  size={sizeOf(filter)}
                  chosen={props.chosen}
                  onChoose={props.onChoose}
                />
              )}
            </For>
            <hr class="menu__line" />
          </>
        )}
      </For>
      <button
        type="button"
        class="menu__item"
        role="switch"
        aria-checked={isCompact()}
        onClick={() => props.view.setDensity(isCompact() ? "comfortable" : "compact")}
      >
        <span class="menu__name">{t("compactRows")}</span>
        <span class="menu__switch" aria-hidden="true" />
      </button>
    </>
  );
}

function FilterItem(props: {
  filter: RoomFilter;
  name: string;
  size?: number;
  chosen: RoomFilter;
  onChoose: (filter: RoomFilter) => void;
}) {
  return (
    <button
      type="button"
      class="menu__item"
      aria-pressed={props.chosen === props.filter}
      onClick={() => props.onChoose(props.filter)}
    >
      <span class="menu__name">{props.name}</span>
      <Show when={props.size}>{(size) => <span class="menu__hint">{formatNumber(size())}</span>}</Show>
      <Show when={props.chosen === props.filter}>
        <Icon name="check" />
      </Show>
    </button>
  );
}
