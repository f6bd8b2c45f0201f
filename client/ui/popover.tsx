import { createSignal, createUniqueId, onCleanup, Show, type JSX } from "solid-js";
import { placeBeside } from "./place-beside.ts";
import "./popover.css";

/**
 * A button and the popover that it opens, in the platform's top layer. The browser handles light dismiss, Escape and restoring
 * focus. The content exists only while the popover is open.
 */
export function Popover(props: {
  label: string;
  trigger: JSX.Element;
  triggerClass?: string;
  class?: string;
  children: (close: () => void) => JSX.Element;
}) {
  const id = createUniqueId();
  const [open, setOpen] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  let surface: HTMLDivElement | undefined;
  // The size is known only after showing, and may change. It is positioned before the first paint.
  const sizes = new ResizeObserver(() => {
    if (open() && button && surface) placeBeside(surface, button.getBoundingClientRect());
  });
  const onBeforeToggle = (event: ToggleEvent) => {
    setOpen(event.newState === "open");
    sizes.disconnect();
    if (!open() || !surface) return;
    sizes.observe(surface);
    sizes.observe(document.documentElement);
  };
  onCleanup(() => sizes.disconnect());
  return (
    <>
      <button
        ref={button}
        type="button"
        class={props.triggerClass ?? "icon-button"}
        aria-label={props.label}
        title={props.label}
        popovertarget={id}
        aria-expanded={open()}
      >
        {props.trigger}
      </button>
      <div
        ref={surface}
        id={id}
        popover="auto"
        class={`popover ${props.class ?? ""}`}
        role="group"
        aria-label={props.label}
        on:beforetoggle={onBeforeToggle}
      >
        <Show when={open()}>{props.children(() => surface?.hidePopover())}</Show>
      </div>
    </>
  );
}
