import { createContext, createSignal, For, Show, useContext, type ParentProps } from "solid-js";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { placeBeside } from "../../../ui/place-beside.ts";
import { useRoom } from "../room-context.tsx";
import { t as nameOf } from "../../../words/reactions.ts";
import { t } from "../../../words/room.ts";
import { EMOJI } from "./emoji.ts";

export interface EmojiPicker {
  open: (anchor: HTMLElement, message: Seq) => void;
}

const EmojiPickerContext = createContext<EmojiPicker>();

export function useEmojiPicker(): EmojiPicker {
  const picker = useContext(EmojiPickerContext);
  if (!picker) throw new Error("useEmojiPicker needs an EmojiPickerProvider above it");
  return picker;
}

/**
 * One picker for the whole list, in the browser's top layer: a row has its own stacking context, so later rows would be painted over the
 * picker.
 */
export function EmojiPickerProvider(props: ParentProps) {
  const room = useRoom();
  const [target, setTarget] = createSignal<Seq>();
  let surface: HTMLDivElement | undefined;
  let returnTo: HTMLElement | undefined;

  function open(anchor: HTMLElement, message: Seq): void {
    setTarget(message);
    returnTo = anchor.closest<HTMLElement>("[data-key]") ?? anchor;
    surface?.showPopover();
    if (surface) placeBeside(surface, anchor.getBoundingClientRect());
    surface?.querySelector("button")?.focus();
  }
  function choose(emoji: string): void {
    const seq = target();
    surface?.hidePopover();
    returnTo?.focus({ preventScroll: true });
    if (seq === undefined) return;
    const message = room.messages().find((one) => one.seq === seq);
    const on = !message?.reactions[emoji]?.includes(room.me);
    void room.attempt(() => room.room.react(seq, emoji, on));
  }
  return (
    <EmojiPickerContext.Provider value={{ open }}>
      {props.children}
      <div
        ref={surface}
        popover="auto"
        class="popover emoji-picker"
        role="group"
        aria-label={t("chooseReaction")}
        on:toggle={(event: ToggleEvent) => event.newState === "closed" && setTarget(undefined)}
        onKeyDown={(event) => moveFocus(event)}
      >
        <Show when={target() !== undefined}>
          <For each={EMOJI}>
            {(emoji) => (
              <button
                type="button"
                class="emoji-picker__item"
                aria-label={nameOf(emoji)}
                title={nameOf(emoji)}
                onClick={() => choose(emoji)}
              >
                {emoji}
              </button>
            )}
          </For>
        </Show>
      </div>
    </EmojiPickerContext.Provider>
  );
}

const COLUMNS = 8;
const steps: Partial<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -COLUMNS,
  ArrowDown: COLUMNS,
};

function moveFocus(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const step = steps[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
  event.preventDefault();
}
