import { Index, Show } from "solid-js";
import { t } from "../../../words/widgets.ts";
import type { FormField } from "../../../../shared/widget.ts";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Select } from "../../../ui/select.tsx";
import type { WidgetDraft } from "./create-draft.ts";
import { Check } from "../check.tsx";
import { Section } from "./section.tsx";

const MAX_FIELDS = 8;

export function FormSection(props: { widget: WidgetDraft }) {
  const form = () => props.widget.draft.form;
  const change = (at: number, field: Partial<FormField>) => props.widget.set("form", at, field);
  function setKind(at: number, type: FormField["type"]): void {
    change(at, { type, choices: type === "choice" ? [t("kindText")] : undefined });
  }
  /** An id that no other field has. `name` and `email` also fill what the visitor is called. */
  function addField(): void {
    const taken = form().map(({ id }) => id);
    const id = ["name", "email"].find((each) => !taken.includes(each)) ?? freeId(taken);
    const type = id === "email" ? "email" : "text";
    const label = id === "name" ? t("fieldName") : id === "email" ? t("kindEmail") : t("fieldLabel");
    props.widget.set("form", form().length, { id, type, label, required: false });
  }
  return (
    <Section id="widget-form" title={t("form")} lead={t("formLead")}>
      <Index each={form()}>
        {(field, at) => (
          <div class="widget-field">
            <Field
              label={t("fieldLabel")}
              dir="auto"
              value={field().label}
              onValue={(label) => change(at, { label })}
            />
            <Select
              label={t("fieldKind")}
              value={field().type}
              options={[
                { value: "text", label: t("kindText") },
                { value: "email", label: t("kindEmail") },
                { value: "choice", label: t("kindChoice") },
              ]}
              onValue={(type) => setKind(at, type as FormField["type"])}
            />
            <Show when={field().choices}>
              {(choices) => (
                <Field
                  label={t("choices")}
                  hint={t("choicesHint")}
                  value={choices().join(", ")}
                  onValue={(text) => change(at, { choices: text.split(",").map((each) => each.trim()) })}
                />
              )}
            </Show>
            <Check
              label={t("required")}
              checked={field().required}
              onValue={(required) => change(at, { required })}
            />
            <button
              type="button"
              class="icon-button"
              aria-label={t("remove", { what: field().label })}
              onClick={() => props.widget.set("form", (all) => all.filter((_, each) => each !== at))}
            >
              <Icon name="close" />
            </button>
          </div>
        )}
      </Index>
      <button type="button" class="button" disabled={form().length >= MAX_FIELDS} onClick={addField}>
        <Icon name="plus" /> {t("addField")}
      </button>
    </Section>
  );
}

function freeId(taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`field_${number}`)) number++;
  return `field_${number}`;
}
