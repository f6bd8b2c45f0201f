import { createSignal, type Accessor } from "solid-js";
import type { VirtualizerHandle } from "virtua/solid";

/** In a field, the keys are those of the field. */
const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLInputElement ||
  target instanceof HTMLSelectElement;

/**
 * Keyboard navigation in the message list (roving tabindex): the list is one Tab stop, the arrow keys move between messages, and the
 * tools of the active message follow it in Tab order.
 */
export function createRoving(list: {
  scroller: Accessor<HTMLDivElement | undefined>;
  handle: Accessor<VirtualizerHandle | undefined>;
  keys: Accessor<readonly string[]>;
  focusComposer: () => void;
  /** Opens what stands beside this row. */
  onRight: (key: string) => void;
}) {
  const [active, setActive] = createSignal<string>();

  function rowOf(target: EventTarget | null): HTMLElement | null {
    return target instanceof Element ? target.closest<HTMLElement>("[data-key]") : null;
  }
  function focus(index: number): void {
    const key = list.keys()[index];
    if (key === undefined) return;
    // The active row stays mounted, so that it can take the focus before it is visible.
    setActive(key);
    list.handle()?.scrollToIndex(index, { align: "nearest" });
    queueMicrotask(() =>
      list
        .scroller()
        ?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
        ?.focus({ preventScroll: true }),
    );
  }
  function step(from: number, by: 1 | -1): void {
    const keys = list.keys();
    for (let index = from + by; index >= 0 && index < keys.length; index += by) {
      if (keys[index] !== "start") return focus(index);
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || isField(event.target)) return;
    // A popover or dialog above the list handles the keys: Escape closes it.
    if (list.scroller()?.querySelector(":popover-open, dialog[open]")) return;
    const keys = list.keys();
    const at = keys.indexOf(rowOf(event.target)?.dataset["key"] ?? "");
    const from = at < 0 ? keys.length : at;
    switch (event.key) {
      case "ArrowUp":
        step(from, -1);
        break;
      case "ArrowDown":
        step(from, 1);
        break;
      case "End":
        focus(keys.length - 1);
        break;
      case "ArrowRight":
        if (at >= 0) list.onRight(keys[at] ?? "");
        break;
      case "Escape":
        list.focusComposer();
        break;
      default:
        return;
    }
    event.preventDefault();
  }
  const onFocusIn = (event: FocusEvent) => setActive(rowOf(event.target)?.dataset["key"]);
  const onFocusOut = (event: FocusEvent & { currentTarget: HTMLElement }) => {
    const to = event.relatedTarget;
    if (!(to instanceof Node && event.currentTarget.contains(to))) setActive(undefined);
  };
  return { active, onKeyDown, onFocusIn, onFocusOut };
}
