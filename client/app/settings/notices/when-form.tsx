import { createSignal, createUniqueId, Show } from "solid-js";
import { MAX_KEYWORD, MAX_KEYWORDS, type NoticeSettings } from "../../../../shared/notices.ts";
import { createSubmit } from "../../../parts/form/create-submit.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { Field } from "../../../ui/field.tsx";
import { t } from "../../../words/notices.ts";

const EVENING = 22 * 60;
const MORNING = 7 * 60;

/** Quiet hours and keywords. Times are of the zone that this device is in. */
export function WhenForm(props: {
  settings: NoticeSettings;
  onSave: (change: Partial<NoticeSettings>) => Promise<void>;
}) {
  const id = createUniqueId();
  const { quietHours, keywords } = props.settings;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [isQuiet, setQuiet] = createSignal(quietHours !== null);
  const [from, setFrom] = createSignal(clockOf(quietHours?.from ?? EVENING));
  const [to, setTo] = createSignal(clockOf(quietHours?.to ?? MORNING));
  const [words, setWords] = createSignal(keywords.join("\n"));
  const form = createSubmit(() =>
    props.onSave({
      zone,
      quietHours: isQuiet() ? { from: minutesOf(from()), to: minutesOf(to()) } : null,
      keywords: linesOf(words()),
    }),
  );
  return (
    <form class="form notices__section" aria-labelledby={`${id}-quiet`} onSubmit={form.onSubmit}>
      <h2 id={`${id}-quiet`}>{t("quietHours")}</h2>
      <p class="notices__about">{t("quietAbout")}</p>
      <label class="notices__choice">
        <input
          type="checkbox"
          checked={isQuiet()}
          onChange={(event) => setQuiet(event.currentTarget.checked)}
        />
        {t("quietOn")}
      </label>
      <Show when={isQuiet()}>
        <div class="notices__hours">
          <Field type="time" required label={t("from")} value={from()} onValue={setFrom} />
          <Field type="time" required label={t("to")} value={to()} onValue={setTo} />
        </div>
        <p class="notices__about">{t("zone", { zone })}</p>
      </Show>
      <div class="field">
        <label class="field__label" for={`${id}-words`}>
          {t("keywords")}
        </label>
        <textarea
          id={`${id}-words`}
          class="field__input notices__words"
          rows={3}
          maxLength={MAX_KEYWORDS * (MAX_KEYWORD + 1)}
          aria-describedby={`${id}-about`}
          value={words()}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <p id={`${id}-about`} class="field__hint">
          {t("keywordsAbout")}
        </p>
      </div>
      <FormError message={form.error()} />
      <button class="button button--primary notices__save" disabled={form.busy()}>
        {t("save")}
      </button>
    </form>
  );
}

const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ""))];
}
