import { createEffect, createSignal, onCleanup, Show } from "solid-js";
import { Icon } from "../../../ui/icon.tsx";
import { endToast, toast, undoLast } from "../../../parts/lib/toasts.ts";
import { t } from "../../../words/room-actions.ts";
import "./toast-line.css";

/** How long a toast is shown, ms. That is enough to read it and reach its button. It stays while it has the pointer or the focus. */
const PATIENCE = 8_000;

/** Shows what was just done, with a button to undo it. */
export default function ToastLine() {
  const [held, setHeld] = createSignal(false);
  let before: Element | null = null;
  createEffect(() => {
    if (toast() === null) return setHeld(false);
    before = document.activeElement;
    if (held()) return;
    const timer = setTimeout(endToast, PATIENCE);
    onCleanup(() => clearTimeout(timer));
  });
  /** The button disappears with the toast, so the focus is moved first. Otherwise it would be lost. */
  function leave(work: () => void): void {
    const target = before;
    work();
    if (target instanceof HTMLElement && target.isConnected) target.focus({ preventScroll: true });
  }
  return (
    <div class="toast-line" role="status">
      <Show when={toast()} keyed>
        {(told) => (
          <div
            class="toast"
            classList={{ "toast--problem": told.isProblem === true }}
            onPointerEnter={() => setHeld(true)}
            onPointerLeave={() => setHeld(false)}
            onFocusIn={() => setHeld(true)}
            onFocusOut={() => setHeld(false)}
          >
            <span class="toast__text">{told.text}</span>
            <Show when={told.undo}>
              <button type="button" class="toast__undo" onClick={() => leave(() => undoLast())}>
                {t("undo")}
              </button>
            </Show>
            <button
              type="button"
              class="toast__close"
              aria-label={t("dismiss")}
              onClick={() => leave(endToast)}
            >
              <Icon name="close" size={16} />
            </button>
          </div>
        )}
      </Show>
    </div>
  );
}
