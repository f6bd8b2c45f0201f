import { Show } from "solid-js";
import { Icon } from "../../ui/icon.tsx";
import { messageOf } from "../../parts/lib/http.ts";
import { showToast } from "../../parts/lib/toasts.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { t } from "../../words/workspace-menus.ts";
import "./people.css";

/** Account menu entry that turns private reading on or off, for all conversations and on all devices. */
export function PrivateReadingItem() {
  const { inbox, preferences } = useInbox();
  const isOn = () => preferences()?.privateReading === true;
  async function change(): Promise<void> {
    try {
      await inbox.prefer(isOn() ? {} : { privateReading: true });
    } catch (error) {
      showToast({ text: messageOf(error), isProblem: true });
    }
  }
  return (
    <button
      type="button"
      class="menu__item"
      aria-pressed={isOn()}
      disabled={preferences() === null}
      onClick={() => void change()}
    >
      <span class="account__choice">
        {t("readPrivately")}
        <span class="private-reading__hint">{t("readPrivatelyHint")}</span>
      </span>
      <Show when={isOn()}>
        <Icon name="check" />
      </Show>
    </button>
  );
}
