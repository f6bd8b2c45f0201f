import { createSignal, createUniqueId, For, Show } from "solid-js";
import type { DeskConversation } from "../../../shared/desk.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { formatUntil } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { t } from "../../words/desk.ts";
import { t as ts } from "../../words/desk-more.ts";
import type { Actions } from "./create-actions.ts";
import "../../ui/field.css";

const HOUR = 60 * 60_000;
const YEAR = 365 * 24 * HOUR;
/** On the supporter's clock. */
const MORNING = 9;

/** Until when the conversation leaves the queues. */
export function SnoozeDialog(props: { conversation: DeskConversation; actions: Actions }) {
  const now = Date.now();
  const choices = () => [
    { name: t("snoozeHours"), until: now + 2 * HOUR },
    { name: t("snoozeTomorrow"), until: morningAfter(now, 1) },
    { name: t("snoozeWeek"), until: morningAfter(now, (8 - new Date(now).getDay()) % 7 || 7) },
  ];
  const field = createUniqueId();
  const [picked, setPicked] = createSignal(localText(morningAfter(now, 1)));
  const [problem, setProblem] = createSignal<string>();
  /** The field has no time zone: it means the clock of this device. */
  async function pick(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const until = new Date(picked()).getTime();
    if (Number.isNaN(until)) return void setProblem(ts("noTime"));
    // While the dialog was open, time has passed.
    if (until <= Date.now()) return void setProblem(ts("past"));
    if (until > Date.now() + YEAR) return void setProblem(ts("tooFar"));
    await choose(until);
  }
  async function choose(snoozedUntil: number | null): Promise<void> {
    if (await props.actions.change({ snoozedUntil })) props.actions.show(null);
  }
  return (
    <Dialog title={t("snooze")} onClose={() => props.actions.show(null)}>
      <div class="desk__choices">
        <For each={choices()}>
          {({ name, until }) => (
            <button type="button" class="menu__item" onClick={() => void choose(until)}>
              <Icon name="clock" /> {name} <span class="desk__choice-time">{formatUntil(until, now)}</span>
            </button>
          )}
        </For>
        <form class="desk__pick" onSubmit={(event) => void pick(event)}>
          <label class="field__label" for={field}>
            {ts("pickTime")}
          </label>
          <input
            id={field}
            class="field__input"
            type="datetime-local"
            required
            min={localText(now)}
            max={localText(now + YEAR)}
            aria-invalid={problem() === undefined ? undefined : "true"}
            aria-describedby={`${field}-about`}
            value={picked()}
            onInput={(event) => {
              setPicked(event.currentTarget.value);
              setProblem(undefined);
            }}
          />
          <button class="button">{ts("pick")}</button>
          <p id={`${field}-about`} class="desk__choice-note" role="status">
            {problem() ?? ts("ownZone", { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
          </p>
        </form>
        <Show when={props.conversation.snoozedUntil !== null}>
          <button type="button" class="menu__item" onClick={() => void choose(null)}>
            <Icon name="inbox" /> {t("unsnooze")}
          </button>
        </Show>
        <p class="desk__choice-note">{t("snoozeWrites")}</p>
      </div>
    </Dialog>
  );
}

function morningAfter(now: number, days: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  return day.setHours(MORNING, 0, 0, 0);
}

/** As a field of date and time has it, on this device's clock. */
function localText(at: number): string {
  const day = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  const date = `${String(day.getFullYear()).padStart(4, "0")}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  return `${date}T${two(day.getHours())}:${two(day.getMinutes())}`;
}
