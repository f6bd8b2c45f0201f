import { createMemo, onCleanup, onMount, Show } from "solid-js";
import { gapsIn } from "../../../shared/canned.ts";
import { CONTROL } from "../../parts/lib/control-key.ts";
import { isComposing } from "../../parts/lib/is-composing.ts";
import { t } from "../../words/desk-canned.ts";
import { useRoom } from "../room/room-context.tsx";
import type { Actions } from "./create-actions.ts";
import { selectGap } from "./create-canned.ts";

/** Below the composer of a member: the gaps that are left, and the way to send and close at once. */
export function ReplyTools(props: { within: HTMLElement; actions: Actions }) {
  const room = useRoom();
  const gaps = createMemo(() => gapsIn(room.draft.text()));
  const field = () => props.within.querySelector("textarea");
  function sendAndClose(): void {
    if (room.draft.text().trim() === "") return;
    props.actions.closing.now = room.room.id;
    field()?.form?.requestSubmit();
  }
  /** Writing on means that the person does not close. */
  const keepOpen = () => (props.actions.closing.now = null);
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    if (isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    sendAndClose();
  }
  onMount(() => {
    const { within } = props;
    within.addEventListener("input", keepOpen);
    within.addEventListener("keydown", onKeyDown, { capture: true });
    onCleanup(() => {
      within.removeEventListener("input", keepOpen);
      within.removeEventListener("keydown", onKeyDown, { capture: true });
    });
  });
  return (
    <div class="desk-foot__tools">
      <p class="desk-foot__gaps" role="status">
        <Show when={gaps()[0]}>
          {(gap) => (
            <>
              {t("gapLeft", { gap: gap().text })}{" "}
              <button
                type="button"
                class="link-button"
                onClick={() => {
                  const area = field();
                  if (area !== null) selectGap(area);
                }}
              >
                {t("nextGap")}
              </button>
            </>
          )}
        </Show>
      </p>
      <button
        type="button"
        class="button button--small"
        aria-keyshortcuts="Control+Shift+Enter"
        disabled={room.draft.text().trim() === "" || gaps().length > 0}
        onClick={sendAndClose}
      >
        {t("sendAndClose")}
        <kbd class="key" aria-hidden="true">
          {CONTROL} ⇧ ↵
        </kbd>
      </button>
    </div>
  );
}
