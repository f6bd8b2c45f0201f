import { useBeforeLeave } from "@solidjs/router";
import { createSignal, onCleanup, Show } from "solid-js";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { t } from "../../../words/agents.ts";

/** Asks before the page is left with changes that are not saved. Who stays keeps them. */
export function LeaveQuestion(props: { isDirty: () => boolean }) {
  const [leave, setLeave] = createSignal<() => void>();
  useBeforeLeave((leaving) => {
    if (leaving.defaultPrevented || !props.isDirty()) return;
    leaving.preventDefault();
    setLeave(() => () => leaving.retry(true));
  });
  const beforeUnload = (event: BeforeUnloadEvent): void => {
    if (props.isDirty()) event.preventDefault();
  };
  addEventListener("beforeunload", beforeUnload);
  onCleanup(() => removeEventListener("beforeunload", beforeUnload));
  return (
    <Show when={leave()} keyed>
      {(go) => (
        <ConfirmDialog
          title={t("leaveTitle")}
          confirm={t("leave")}
          refuse={t("stay")}
          onConfirm={async () => {
            setLeave(undefined);
            go();
          }}
          onClose={() => setLeave(undefined)}
        >
          {t("leaveAbout")}
        </ConfirmDialog>
      )}
    </Show>
  );
}
