import { createUniqueId } from "solid-js";
import { formatDay, formatFull } from "../../ui/format.ts";
import { t } from "../../words/when.ts";
import type { WhenText } from "./create-when.ts";
import "../../ui/field.css";
import "./when-field.css";

/** A field for a time in words, with what they are read as, and the browser's own field beside it. */
export function WhenField(props: {
  when: WhenText;
  label: string;
  now: number;
  /** Replaces the line that says what was read. */
  problem?: string | undefined;
}) {
  const id = createUniqueId();
  const read = () => {
    const when = props.when.when();
    if (when === null) return "";
    return when.allDay ? formatDay(when.at, props.now) : formatFull(when.at);
  };
  const problem = () => {
    if (props.problem !== undefined) return props.problem;
    const state = props.when.state();
    return state === "none" ? t("noTime") : state === "failed" ? t("notLoaded") : undefined;
  };
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {props.label}
      </label>
      <div class="when-field">
        <input
          id={id}
          class="field__input"
          autocomplete="off"
          maxLength={200}
          placeholder={t("example")}
          value={props.when.text()}
          onInput={(event) => props.when.setText(event.currentTarget.value)}
          aria-invalid={problem() === undefined ? undefined : "true"}
          aria-describedby={`${id}-read`}
        />
        <input
          class="when-field__picker"
          type="datetime-local"
          aria-label={t("pick")}
          title={t("pick")}
          // The browser's field has no time zone: it means the clock of this device, as words do.
          onInput={(event) => props.when.setText(event.currentTarget.value.replace("T", " "))}
        />
      </div>
      <p id={`${id}-read`} class={problem() === undefined ? "field__hint" : "field__error"} role="status">
        {problem() ?? (props.when.state() === "read" ? read() : t("hint"))}
      </p>
    </div>
  );
}
