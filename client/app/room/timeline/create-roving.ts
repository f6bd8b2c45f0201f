import { createSignal, type Accessor } from "solid-js";
import type { VirtualizerHandle } from "virtua/solid";

/**
 * Moving through the messages by keyboard: the list is one stop of the Tab key, the arrows go from message to message,
 * and the tools of the one that is reached follow it in the order of Tab.
 */
export function createRoving(list: {
  scroller: Accessor<HTMLDivElement | undefined>;
  handle: Accessor<VirtualizerHandle | undefined>;
  keys: Accessor<readonly string[]>;
  focusComposer: () => void;
}) {
  const [active, setActive] = createSignal<string>();

  function rowOf(target: EventTarget | null): HTMLElement | null {
    return target instanceof Element ? target.closest<HTMLElement>("[data-key]") : null;
  }
  function focus(index: number): void {
    const key = list.keys()[index];
    if (key === undefined) return;
    // The active row is kept mounted, so that it can take the focus also where it is not on screen yet.
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
    if (event.defaultPrevented || event.target instanceof HTMLTextAreaElement) return;
    // What is open above the list has the keys: Escape closes it.
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
