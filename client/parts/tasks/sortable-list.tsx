import { createSignal, For, type JSX, Show } from "solid-js";
import { Icon } from "../../ui/icon.tsx";
import { t } from "../../words/tasks.ts";
import { grip } from "./task-icons.ts";
import "./sortable-list.css";

/** A part of a list, with a heading. */
export interface SortableGroup<Item> {
  /** Names the group where something is put into it. */
  key: string;
  heading?: string | undefined;
  items: readonly Item[];
}

interface Place<Id> {
  /** The item before which it is put; null at the end of the group. */
  before: Id | null;
  group: string;
}

/** Lists whose items are put in order by a handle: by dragging it with mouse or finger, or by the arrow keys. */
export function SortableLists<Item, Id extends string | number>(props: {
  groups: readonly SortableGroup<Item>[];
  idOf: (item: Item) => Id;
  nameOf: (item: Item) => string;
  /** Whether it can be moved. */
  isMovable: (item: Item) => boolean;
  onMove: (id: Id, place: Place<Id>) => void;
  children: (item: Item) => JSX.Element;
}) {
  const [dragged, setDragged] = createSignal<Id>();
  const [target, setTarget] = createSignal<Place<Id>>();
  const [said, setSaid] = createSignal("");
  let root: HTMLDivElement | undefined;

  /** The place under the pointer: before the first row whose middle is below it. */
  function placeAt(y: number): Place<Id> | undefined {
    for (const group of props.groups) {
      const rows = rowsOf(group.key);
      const last = rows.at(-1)?.getBoundingClientRect().bottom;
      if (last === undefined || (y > last && group !== props.groups.at(-1))) continue;
      const index = rows.findIndex((row) => {
        const { top, height } = row.getBoundingClientRect();
        return y < top + height / 2;
      });
      const before = index < 0 ? undefined : group.items[index];
      return { group: group.key, before: before === undefined ? null : props.idOf(before) };
    }
    return undefined;
  }
  const rowsOf = (group: string): HTMLElement[] =>
    Array.from(root?.querySelectorAll<HTMLElement>(`[data-group="${CSS.escape(group)}"] > li`) ?? []);

  function begin(event: PointerEvent & { currentTarget: HTMLElement }, id: Id): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDragged(() => id);
  }
  function move(event: PointerEvent): void {
    if (dragged() !== undefined) setTarget(placeAt(event.clientY));
  }
  function end(isDropped: boolean): void {
    const [id, place] = [dragged(), target()];
    setDragged(undefined);
    setTarget(undefined);
    if (isDropped && id !== undefined && place !== undefined && place.before !== id) props.onMove(id, place);
  }
  function onKey(event: KeyboardEvent, item: Item, group: SortableGroup<Item>): void {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const id = props.idOf(item);
    const index = group.items.findIndex((each) => props.idOf(each) === id);
    const to = index + step;
    if (to < 0 || to >= group.items.length) return;
    const before = group.items[step < 0 ? to : to + 1];
    props.onMove(id, { group: group.key, before: before === undefined ? null : props.idOf(before) });
    setSaid(t("movedTo", { title: props.nameOf(item), place: to + 1, count: group.items.length }));
    keepFocus(id);
  }
  /** The row may be made anew at its new place. */
  function keepFocus(id: Id): void {
    const look = (left: number): void => {
      const handle = root?.querySelector<HTMLElement>(`[data-handle="${CSS.escape(String(id))}"]`);
      if (handle && document.activeElement !== handle) handle.focus({ preventScroll: true });
      if (left > 0) requestAnimationFrame(() => look(left - 1));
    };
    requestAnimationFrame(() => look(10));
  }
  const isBefore = (group: string, id: Id | null) => {
    const place = target();
    return place !== undefined && place.group === group && place.before === id;
  };
  return (
    <div ref={root} class="sortable">
      <For each={props.groups}>
        {(group) => (
          <section class="sortable__group" aria-label={group.heading}>
            <Show when={group.heading}>{(heading) => <h2 class="sortable__heading">{heading()}</h2>}</Show>
            <ul class="plain" data-group={group.key}>
              <For each={group.items}>
                {(item) => (
                  <li
                    class="sortable__item"
                    classList={{
                      "sortable__item--dragged": dragged() === props.idOf(item),
                      "sortable__item--before": isBefore(group.key, props.idOf(item)),
                    }}
                  >
                    {props.children(item)}
                    <Show when={props.isMovable(item)}>
                      <button
                        type="button"
                        class="sortable__handle"
                        data-handle={props.idOf(item)}
                        aria-label={t("moveNamed", { title: props.nameOf(item) })}
                        title={t("move")}
                        onPointerDown={(event) => begin(event, props.idOf(item))}
                        onPointerMove={move}
                        onPointerUp={() => end(true)}
                        onPointerCancel={() => end(false)}
                        onKeyDown={(event) => onKey(event, item, group)}
                      >
                        <Icon name={grip} size={16} />
                      </button>
                    </Show>
                  </li>
                )}
              </For>
              <Show when={isBefore(group.key, null)}>
                <li class="sortable__end" aria-hidden="true" />
              </Show>
            </ul>
          </section>
        )}
      </For>
      <span class="visually-hidden" role="status">
        {said()}
      </span>
    </div>
  );
}
