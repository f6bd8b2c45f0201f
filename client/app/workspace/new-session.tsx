import { useNavigate } from "@solidjs/router";
import { createSignal, onMount, Show } from "solid-js";
import { paths, type RoomReference } from "../../../shared/api.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { call, messageOf } from "../../parts/lib/http.ts";
import { t } from "../../words/workspace-menus.ts";

/**
 * Starts a session at once and opens it. It is named after its first answer, and people and agents are added in it. Only a failure shows a
 * dialog.
 */
export default function NewSession(props: { onClose: () => void }) {
  const { organization } = useClient();
  const navigate = useNavigate();
  const [problem, setProblem] = createSignal<string>();
  async function start(): Promise<void> {
    setProblem(undefined);
    try {
      const body = { kind: "session", members: [] };
      const room = await call<RoomReference>("POST", paths.rooms(organization), body);
      props.onClose();
      // The focus is still on the menu's button. Without it, the room gives it to its composer.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      navigate(`/${organization}/${room.id}`);
    } catch (error) {
      setProblem(messageOf(error));
    }
  }
  onMount(() => void start());
  return (
    <Show when={problem()}>
      {(words) => (
        <Dialog title={t("sessionNotStarted")} onClose={() => props.onClose()}>
          <p>{words()}</p>
          <div class="dialog__actions">
            <button type="button" class="button button--primary" onClick={() => void start()}>
              {t("tryAgain")}
            </button>
          </div>
        </Dialog>
      )}
    </Show>
  );
}
