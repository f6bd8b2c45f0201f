import { createResource, createSignal, For } from "solid-js";
import { paths, type AiSettings, type ModerationPolicy } from "../../../shared/api.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { Field } from "../../ui/field.tsx";
import { FormError } from "../../parts/form/form-error.tsx";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { call } from "../../parts/lib/http.ts";
import { Loaded } from "../../parts/lib/loaded.tsx";

const MILLION = 1_000_000;

/** Converts millionths of a dollar to the text of a field in dollars; empty for no limit. */
const toDollars = (millionths: number | null): string =>
  millionths === null ? "" : String(millionths / MILLION);

const toMillionths = (dollars: string): number | null =>
  dollars.trim() === "" ? null : Math.round(Number(dollars) * MILLION);

const policies: readonly { value: ModerationPolicy; name: string; about: string }[] = [
  { value: "off", name: "Off", about: "Nothing is checked." },
  { value: "flag", name: "Mark", about: "Unsafe content is shown, and flagged." },
  {
    value: "hold",
    name: "Hold back",
    about:
      "Unsafe content is hidden until someone who manages the room releases it. Answers are checked before they are shown.",
  },
  {
    value: "block",
    name: "Refuse",
    about: "Unsafe content is rejected. Answers are checked before they are shown.",
  },
];

export function AiPage(props: { organization: OrganizationId }) {
  const [settings, { refetch }] = createResource(
    () => props.organization,
    (id) => call<AiSettings>("GET", paths.aiSettings(id)),
  );
  return (
    <>
      <div class="settings__title">
        <h1>AI rules</h1>
      </div>
      <Loaded resource={settings} onRetry={() => void refetch()}>
        {(found) => <AiForm organization={props.organization} settings={found()} />}
      </Loaded>
    </>
  );
}

function AiForm(props: { organization: OrganizationId; settings: AiSettings }) {
  const { moderation, budget } = props.settings;
  const [policy, setPolicy] = createSignal(moderation);
  const [day, setDay] = createSignal(toDollars(budget.day));
  const [month, setMonth] = createSignal(toDollars(budget.month));
  const [saved, setSaved] = createSignal(false);
  const form = createSubmit(async () => {
    setSaved(false);
    const body: AiSettings = {
      moderation: policy(),
      budget: { day: toMillionths(day()), month: toMillionths(month()) },
    };
    await call<AiSettings>("PUT", paths.aiSettings(props.organization), body);
    setSaved(true);
  });
  return (
    <form class="form settings__form" onSubmit={form.onSubmit} onInput={() => setSaved(false)}>
      <fieldset class="choices">
        <legend class="settings__legend">Moderation</legend>
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
                <span class="choice__name">{choice.name}</span>
                <span class="choice__about">{choice.about}</span>
              </span>
            </label>
          )}
        </For>
      </fieldset>
      <fieldset class="choices">
        <legend class="settings__legend">Budget</legend>
        <Field
          label="Daily limit, US dollars"
          type="number"
          min="0"
          step="0.01"
          value={day()}
          onValue={setDay}
          hint="Leave empty for no limit. A day begins at midnight UTC."
        />
        <Field
          label="Monthly limit, US dollars"
          type="number"
          min="0"
          step="0.01"
          value={month()}
          onValue={setMonth}
          hint="Leave empty for no limit. People see a notice from 80%; answers stop when it is used up."
        />
      </fieldset>
      <FormError message={form.error()} />
      <div class="settings__save">
        <button class="button button--primary" disabled={form.busy()}>
          Save
        </button>
        <span role="status">{saved() ? "Saved" : ""}</span>
      </div>
    </form>
  );
}
