import { createSignal, Show } from "solid-js";
import { type Due, MAX_TASK_TITLE } from "../../../shared/tasks.ts";

import { Icon } from "../../ui/icon.tsx";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { messageOf } from "../../parts/lib/http.ts";
import { showToast } from "../../parts/lib/toasts.ts";
import { dueText } from "../../parts/tasks/due-text.ts";
import { createWhen, deviceZone } from "../../parts/when/create-when.ts";
import { t } from "../../words/tasks.ts";

/** One line for a new task. A time that its words name is shown, and becomes the due time. */
export function QuickAdd(props: {
  fallback: () => Due | null;
  onAdd: (title: string, due: Due | null) => Promise<unknown>;
}) {
  const { serverNow } = useInbox();
  const zone = deviceZone();
  const written = createWhen(serverNow);
  const [isBusy, setBusy] = createSignal(false);
  const read = () => {
    const when = written.when();
    if (when === null) return null;
    const text = written.text();
    const title = `${text.slice(0, when.from)} ${text.slice(when.to)}`.replace(/\s+/g, " ").trim();
    if (title === "") return null;
    const due: Due = { at: when.at, zone, ...(when.allDay && { allDay: true }) };
    return { title, due };
  };
  const due = () => read()?.due ?? props.fallback();
  async function add(): Promise<void> {
    const title = read()?.title ?? written.text().trim();
    if (title === "" || isBusy()) return;
    setBusy(true);
    try {
      await props.onAdd(title, due());
      written.setText("");
    } catch (error) {
      showToast({ text: messageOf(error), isProblem: true });
    } finally {
      setBusy(false);
    }
  }
  return (
    <form
      class="quick-add"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Icon name="plus" />
      <input
        class="quick-add__input"
        aria-label={t("new")}
        aria-describedby="quick-add-due"
        placeholder={t("addPlaceholder")}
        maxLength={MAX_TASK_TITLE}
        dir="auto"
        autocomplete="off"
        value={written.text()}
        onInput={(event) => written.setText(event.currentTarget.value)}
      />
      <span id="quick-add-due" class="quick-add__due" role="status">
        <Show when={written.text().trim() !== "" && due()}>
          {(at) => (
            <>
              <Icon name="clock" size={14} /> {dueText(at(), zone, serverNow())}
            </>
          )}
        </Show>
      </span>
      <button
        class="button button--small button--primary"
        disabled={isBusy() || written.text().trim() === ""}
      >
        {t("add")}
      </button>
    </form>
  );
}
