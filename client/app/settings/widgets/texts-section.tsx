import { createSignal, For, untrack } from "solid-js";
import { t } from "../../../words/widgets.ts";
import type { WidgetLanguage } from "../../../../shared/widget.ts";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Select } from "../../../ui/select.tsx";
import { TextArea } from "../../../ui/text-area.tsx";
import type { WidgetDraft } from "./create-draft.ts";
import { languages } from "./languages.ts";
import { Section } from "./section.tsx";

/** The keys of the widget's catalogue that companies change most. */
const USUAL = ["greeting", "askUsAnything", "aiFirst", "talkToAPerson"] as const;
const MAX_STARTERS = 4;

export function TextsSection(props: { widget: WidgetDraft }) {
  const [language, setLanguage] = createSignal<WidgetLanguage>(untrack(() => props.widget.draft.language));
  const [key, setKey] = createSignal("");
  const labels = {
    greeting: () => t("greeting"),
    askUsAnything: () => t("askUs"),
    aiFirst: () => t("aiFirst"),
    talkToAPerson: () => t("person"),
  };
  const texts = () => props.widget.draft.texts[language()] ?? {};
  const others = () => Object.keys(texts()).filter((each) => !USUAL.some((usual) => usual === each));
  function write(each: string, text: string | null): void {
    const { [each]: _, ...rest } = texts();
    props.widget.set("texts", { [language()]: text === null ? rest : { ...rest, [each]: text } });
  }
  const starters = () => (props.widget.draft.starters[language()] ?? []).join("\n");
  function writeStarters(text: string): void {
    const lines = text.split("\n").slice(0, MAX_STARTERS);
    props.widget.set("starters", { [language()]: text.trim() === "" ? [] : lines });
  }
  return (
    <Section id="widget-texts" title={t("texts")} lead={t("textsLead")}>
      <div class="widget-pairs">
        <Select
          label={t("language")}
          value={language()}
          options={languages()}
          onValue={(value) => setLanguage(value as WidgetLanguage)}
        />
        <Select
          label={t("mainLanguage")}
          value={props.widget.draft.language}
          options={languages()}
          onValue={(value) => props.widget.set("language", value as WidgetLanguage)}
        />
        <For each={USUAL}>
          {(each) => (
            <Field
              label={labels[each]()}
              dir="auto"
              value={texts()[each] ?? ""}
              onValue={(text) => write(each, text === "" ? null : text)}
            />
          )}
        </For>
      </div>
      <TextArea
        label={t("starters")}
        hint={t("startersHint")}
        rows={MAX_STARTERS}
        value={starters()}
        onValue={writeStarters}
      />
      <For each={others()}>
        {(each) => (
          <div class="widget-line">
            <Field
              label={each}
              dir="auto"
              value={texts()[each] ?? ""}
              onValue={(text) => write(each, text)}
            />
            <button
              type="button"
              class="icon-button"
              aria-label={t("remove", { what: each })}
              onClick={() => write(each, null)}
            >
              <Icon name="close" />
            </button>
          </div>
        )}
      </For>
      <div class="widget-line">
        <Field label={t("otherText")} hint={t("otherTextHint")} value={key()} onValue={setKey} />
        <button
          type="button"
          class="button"
          disabled={!/^[\w.]{1,80}$/.test(key()) || key() in texts()}
          onClick={() => {
            write(key(), "");
            setKey("");
          }}
        >
          {t("add")}
        </button>
      </div>
    </Section>
  );
}
