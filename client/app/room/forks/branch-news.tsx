import { createEffect, createSignal, on, onCleanup } from "solid-js";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-forks.ts";

/** How long it stays in the document, ms. */
const KEPT = 3_000;

/** Tells a screen reader that everyone is shown another version, because the list changes without a message that would be read out. */
export default function BranchNews() {
  const room = useRoom();
  const [text, setText] = createSignal("");
  let timer = 0;
  onCleanup(() => clearTimeout(timer));
  createEffect(
    on(
      room.shownBranch,
      () => {
        setText(t("shownNow"));
        clearTimeout(timer);
        timer = window.setTimeout(() => setText(""), KEPT);
      },
      { defer: true },
    ),
  );
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {text()}
    </div>
  );
}
