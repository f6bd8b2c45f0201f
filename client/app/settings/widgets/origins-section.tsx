import { createSignal, For } from "solid-js";
import { t } from "../../../words/widgets.ts";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import type { WidgetDraft } from "./create-draft.ts";
import { originOf } from "./origin-of.ts";
import { Section } from "./section.tsx";

export function OriginsSection(props: { widget: WidgetDraft }) {
  const [typed, setTyped] = createSignal("");
  const origin = () => originOf(typed());
  const isReady = () => origin() === typed().trim();
  const problem = () => {
    if (typed().trim() === "" || isReady()) return undefined;
    // The address of a page is typed from its beginning.
    return typed().length < 8
      ? undefined
      : t("originProblem", { example: origin() ?? "https://shop.example" });
  };
  function add(): void {
    const found = origin();
    if (found === null) return;
    props.widget.set("origins", (all) => (all.includes(found) ? all : [...all, found]));
    setTyped("");
  }
  return (
    <Section id="widget-origins" title={t("origins")} lead={t("originsLead")}>
      <ul class="plain widget-list">
        <For each={props.widget.draft.origins}>
          {(each) => (
            <li class="widget-list__line">
              <bdi>{each}</bdi>
              <button
                type="button"
                class="icon-button"
                aria-label={t("remove", { what: each })}
                onClick={() => props.widget.set("origins", (all) => all.filter((one) => one !== each))}
              >
                <Icon name="close" />
              </button>
            </li>
          )}
        </For>
      </ul>
      <div class="widget-line">
        <Field
          label={t("addOrigin")}
          hint={t("originHint")}
          error={problem()}
          inputmode="url"
          value={typed()}
          onValue={setTyped}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
        <button type="button" class="button" disabled={origin() === null} onClick={add}>
          {t("add")}
        </button>
      </div>
    </Section>
  );
}
