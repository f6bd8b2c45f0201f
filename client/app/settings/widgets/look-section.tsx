import { For } from "solid-js";
import { t } from "../../../words/widgets.ts";
import { Field } from "../../../ui/field.tsx";
import { Select } from "../../../ui/select.tsx";
import type { WidgetIcon, WidgetLook } from "../../../../shared/widget.ts";
import type { WidgetDraft } from "./create-draft.ts";
import { Section, Segments } from "./section.tsx";

const COLOURS = ["#3b4fc4", "#0f6b4f", "#b5372b", "#7a3fa8", "#f4b81c"];

export function LookSection(props: { widget: WidgetDraft }) {
  const look = () => props.widget.draft.look;
  const set = <Key extends keyof WidgetLook>(key: Key, value: WidgetLook[Key]) =>
    props.widget.set("look", { [key]: value } as Pick<WidgetLook, Key>);
  const pixels = (value: string) => Math.max(0, Math.min(400, Math.round(Number(value)) || 0));
  return (
    <Section id="widget-look" title={t("look")} lead={t("lookLead")}>
      <Field label={t("nameOfWidget")} value={look().name} onValue={(name) => set("name", name)} />
      <div class="widget-colour">
        <Field
          label={t("colour")}
          value={look().colour}
          hint={t("colourHint")}
          onValue={(colour) => set("colour", colour)}
        />
        <input
          type="color"
          class="widget-colour__picker"
          aria-label={t("pickColour")}
          list="widget-colours"
          value={look().colour}
          onInput={(event) => set("colour", event.currentTarget.value)}
        />
        <datalist id="widget-colours">
          <For each={COLOURS}>{(colour) => <option value={colour} />}</For>
        </datalist>
      </div>
      <div class="widget-pairs">
        <Segments
          group="widget-side"
          legend={t("side")}
          value={look().side}
          options={[
            { value: "left", label: t("left") },
            { value: "right", label: t("right") },
          ]}
          onValue={(side) => set("side", side)}
        />
        <Segments
          group="widget-corner"
          legend={t("corners")}
          value={look().corner}
          options={[
            { value: "square", label: t("square") },
            { value: "round", label: t("round") },
          ]}
          onValue={(corner) => set("corner", corner)}
        />
      </div>
      <div class="widget-pairs">
        <Select
          label={t("button")}
          value={look().icon}
          options={[
            { value: "chat", label: t("iconChat") },
            { value: "question", label: t("iconQuestion") },
            { value: "wave", label: t("iconWave") },
          ]}
          onValue={(icon) => set("icon", icon as WidgetIcon)}
        />
        <Select
          label={t("theme")}
          value={look().theme}
          options={[
            { value: "auto", label: t("themeAuto") },
            { value: "light", label: t("light") },
            { value: "dark", label: t("dark") },
          ]}
          onValue={(theme) => set("theme", theme as WidgetLook["theme"])}
        />
        <Field
          label={t("offsetX")}
          type="number"
          min="0"
          max="400"
          value={String(look().offset.x)}
          onValue={(x) => set("offset", { ...look().offset, x: pixels(x) })}
        />
        <Field
          label={t("offsetY")}
          type="number"
          min="0"
          max="400"
          value={String(look().offset.y)}
          onValue={(y) => set("offset", { ...look().offset, y: pixels(y) })}
        />
      </div>
    </Section>
  );
}
