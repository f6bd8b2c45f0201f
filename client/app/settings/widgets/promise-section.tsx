import { Show } from "solid-js";
import { type AnswerPromise, MAX_PROMISED_MINUTES } from "../../../../shared/widget.ts";
import { Field } from "../../../ui/field.tsx";
import { t } from "../../../words/desk-due.ts";
import type { WidgetDraft } from "./create-draft.ts";
import { Section } from "./section.tsx";

/** Within which time people answer. The hours above say which minutes count. */
export function PromiseSection(props: { widget: WidgetDraft }) {
  const promise = () => props.widget.draft.promise;
  const field = (which: keyof AnswerPromise, label: string) => (
    <Field
      label={label}
      type="number"
      min="1"
      max={String(MAX_PROMISED_MINUTES)}
      hint={t("promiseHint")}
      value={String(promise()[which] ?? "")}
      onValue={(text) => props.widget.set("promise", { ...promise(), [which]: minutesIn(text) })}
    />
  );
  return (
    <Section id="widget-promise" title={t("promise")} lead={t("promiseLead")}>
      <div class="widget-pairs">
        {field("first", t("promiseFirst"))}
        {field("next", t("promiseNext"))}
      </div>
      <Show when={props.widget.draft.hours === null}>
        <p class="settings__lead">{t("promiseAlways")}</p>
      </Show>
    </Section>
  );
}

function minutesIn(text: string): number | null {
  const minutes = Math.round(Number(text));
  return text.trim() === "" || !(minutes >= 1) ? null : Math.min(minutes, MAX_PROMISED_MINUTES);
}
