import { createMemo, createSignal, For, Match, onMount, Show, Switch } from "solid-js";
import type { Reminder, ReminderPlace } from "../../sdk/reminders/types.ts";
import { Icon } from "../../ui/icon.tsx";
import { formatDay, startOfDay } from "../../ui/format.ts";
import { Spinner } from "../../ui/spinner.tsx";
import { StateMessage } from "../../ui/state.tsx";
import { Page } from "../../parts/page/page.tsx";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { messageOf } from "../../parts/lib/http.ts";
import { showToast } from "../../parts/lib/toasts.ts";
import { useReminders } from "../../parts/reminders/reminders-context.ts";
import { t } from "../../words/reminders.ts";
import { createReminderActions } from "./create-reminder-actions.ts";
import { ReminderItem } from "./reminder-item.tsx";
import "./reminders.css";

/** `/:organization/reminders`: the person's reminders. Due ones come first, then the others by day, then the done ones on request. */
export default function RemindersPage() {
  const { reminders, open, isWhole, ask } = useReminders();
  const { serverNow } = useInbox();
  const actions = createReminderActions();
  onMount(() => void reminders.then((all) => all.load()).catch(() => undefined));
  const due = () => open().filter(({ state }) => state === "due");
  const days = createMemo(() => byDay(open().filter(({ state }) => state === "waiting")));
  return (
    <Page
      title={t("reminders")}
      actions={
        <button
          type="button"
          class="button button--small"
          onClick={() => ask({ about: { type: "none" }, excerpt: "" })}
        >
          <Icon name="plus" size={16} /> {t("new")}
        </button>
      }
    >
      <div class="page__body">
        <Switch
          fallback={
            <div class="reminders__loading">
              <Spinner label={t("loading")} />
            </div>
          }
        >
          <Match when={open().length > 0}>
            <Show when={due().length > 0}>
              <Section title={t("due")} reminders={due()} actions={actions} />
            </Show>
            <For each={days()}>
              {(day) => (
                <Section title={formatDay(day.at, serverNow())} reminders={day.reminders} actions={actions} />
              )}
            </For>
          </Match>
          <Match when={isWhole()}>
            <StateMessage icon="clock" title={t("nothing")}>
              <p>{t("nothingAbout")}</p>
            </StateMessage>
          </Match>
        </Switch>
        <DoneReminders actions={actions} />
      </div>
    </Page>
  );
}

type Actions = ReturnType<typeof createReminderActions>;

function Section(props: { title: string; reminders: readonly Reminder[]; actions: Actions }) {
  return (
    <section class="reminders__section" aria-label={props.title}>
      <h2 class="reminders__day">{props.title}</h2>
      <ul class="plain">
        <For each={props.reminders}>{(one) => <ReminderItem reminder={one} actions={props.actions} />}</For>
      </ul>
    </section>
  );
}

/** Loaded when somebody asks for them, page by page. */
function DoneReminders(props: { actions: Actions }) {
  const { reminders, open } = useReminders();
  const [pages, setPages] = createSignal<readonly Reminder[]>();
  const [next, setNext] = createSignal<ReminderPlace | null>(null);
  /** One that was opened again stands in the list above. */
  const shown = () => {
    const ids = new Set(open().map(({ id }) => id));
    return (pages() ?? []).filter(({ id }) => !ids.has(id));
  };
  async function load(): Promise<void> {
    try {
      const page = await (await reminders).done(next());
      setPages((before) => [...(before ?? []), ...page.reminders]);
      setNext(page.next);
    } catch (error) {
      showToast({ text: messageOf(error), isProblem: true });
    }
  }
  const actions: Actions = {
    ...props.actions,
    remove: (id) => {
      props.actions.remove(id);
      setPages((before) => before?.filter((one) => one.id !== id));
    },
  };
  return (
    <div class="reminders__ended">
      <Show when={shown().length > 0}>
        <Section title={t("ended")} reminders={shown()} actions={actions} />
      </Show>
      <Show when={pages() === undefined || next() !== null}>
        <button type="button" class="link-button" onClick={() => void load()}>
          {t(pages() === undefined ? "showEnded" : "more")}
        </button>
      </Show>
    </div>
  );
}

function byDay(waiting: readonly Reminder[]): { at: number; reminders: Reminder[] }[] {
  const days = new Map<number, Reminder[]>();
  for (const reminder of waiting) {
    const day = startOfDay(reminder.due);
    days.set(day, [...(days.get(day) ?? []), reminder]);
  }
  return [...days].map(([at, reminders]) => ({ at, reminders }));
}
