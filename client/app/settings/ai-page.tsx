import { createResource, createSignal, For } from "solid-js";
import { paths, type AiSettings, type ModerationPolicy } from "../../../shared/api.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { Field } from "../../ui/field.tsx";
import { FormError } from "../../parts/form/form-error.tsx";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { call } from "../../parts/lib/http.ts";
import { Loaded } from "../../parts/lib/loaded.tsx";
import { Check } from "./check.tsx";
import { t } from "../../words/settings.ts";

const MILLION = 1_000_000;

/** Converts millionths of a dollar to the text of a field in dollars; empty for no limit. */
const toDollars = (millionths: number | null): string =>
  millionths === null ? "" : String(millionths / MILLION);

const toMillionths = (dollars: string): number | null =>
  dollars.trim() === "" ? null : Math.round(Number(dollars) * MILLION);

const policies = [
  { value: "off", name: "policyOff", about: "policyOffAbout" },
  { value: "flag", name: "policyFlag", about: "policyFlagAbout" },
  { value: "hold", name: "policyHold", about: "policyHoldAbout" },
  { value: "block", name: "policyBlock", about: "policyBlockAbout" },
] as const satisfies readonly { value: ModerationPolicy; name: string; about: string }[];

export function AiPage(props: { organization: OrganizationId }) {
  const [settings, { refetch }] = createResource(
    () => props.organization,
    (id) => call<AiSettings>("GET", paths.aiSettings(id)),
  );
  return (
    <>
      <div class="settings__title">
        <h1>{t("ai")}</h1>
      </div>
      <Loaded resource={settings} onRetry={() => void refetch()}>
        {(found) => <AiForm organization={props.organization} settings={found()} />}
      </Loaded>
    </>
  );
}

function AiForm(props: { organization: OrganizationId; settings: AiSettings }) {
  const { moderation, budget, memory } = props.settings;
  const [policy, setPolicy] = createSignal(moderation);
  const [day, setDay] = createSignal(toDollars(budget.day));
  const [month, setMonth] = createSignal(toDollars(budget.month));
  const [remembers, setRemembers] = createSignal(memory);
  const [saved, setSaved] = createSignal(false);
  const form = createSubmit(async () => {
    setSaved(false);
    const body: AiSettings = {
      moderation: policy(),
      budget: { day: toMillionths(day()), month: toMillionths(month()) },
      memory: remembers(),
    };
    await call<AiSettings>("PUT", paths.aiSettings(props.organization), body);
    setSaved(true);
  });
  return (
    <form class="form settings__form" onSubmit={form.onSubmit} onInput={() => setSaved(false)}>
      <fieldset class="choices">
        <legend class="settings__legend">{t("moderation")}</legend>
        <For each={policies}>
          {(choice) => (
            <label class="choice">
              <input
                type="radio"
                name="moderation"
                checked={policy() === choice.value}
                onChange={() => setPolicy(choice.value)}
              />
              <span>
                <span class="choice__name">{t(choice.name)}</span>
                <span class="choice__about">{t(choice.about)}</span>
              </span>
            </label>
          )}
        </For>
      </fieldset>
      <fieldset class="choices">
        <legend class="settings__legend">{t("budget")}</legend>
        <Field
          label={t("dailyLimit")}
          type="number"
          min="0"
          step="0.01"
          value={day()}
          onValue={setDay}
          hint={t("dailyHint")}
        />
        <Field
          label={t("monthlyLimit")}
          type="number"
          min="0"
          step="0.01"
          value={month()}
          onValue={setMonth}
          hint={t("monthlyHint")}
        />
      </fieldset>
      <fieldset class="choices">
        <legend class="settings__legend">{t("memory")}</legend>
        <Check
          label={t("remember")}
          about={t("rememberAbout")}
          checked={remembers()}
          onValue={setRemembers}
        />
      </fieldset>
      <FormError message={form.error()} />
      <div class="settings__save">
        <button class="button button--primary" disabled={form.busy()}>
          {t("save")}
        </button>
        <span role="status">{saved() ? t("saved") : ""}</span>
      </div>
    </form>
  );
}
