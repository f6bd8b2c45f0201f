import { createUniqueId, Show } from "solid-js";
import type { Audience } from "../../../../shared/knowledge.ts";
import { PeoplePicker } from "../../../parts/people/people-picker.tsx";

/** A form field that chooses either everyone or a set of people or rooms. */
export function AudienceField<Id extends string>(props: {
  legend: string;
  all: string;
  some: string;
  empty: string;
  candidates: readonly { id: Id; name: string }[] | undefined;
  chosen: Audience<Id>;
  onChoose: (chosen: Audience<Id>) => void;
}) {
  const group = createUniqueId();
  const some = () => (props.chosen === "all" ? undefined : props.chosen);
  return (
    <fieldset class="audience">
      <legend class="field__label">{props.legend}</legend>
      <div class="audience__choices">
        <label class="audience__choice">
          <input
            type="radio"
            name={group}
            checked={some() === undefined}
            onChange={() => props.onChoose("all")}
          />
          {props.all}
        </label>
        <label class="audience__choice">
          <input
            type="radio"
            name={group}
            checked={some() !== undefined}
            onChange={() => props.onChoose([])}
          />
          {props.some}
        </label>
      </div>
      <Show when={some()}>
        {(chosen) => (
          <PeoplePicker
            people={props.candidates}
            chosen={chosen()}
            onChoose={props.onChoose}
            several
            legend={props.some}
            empty={props.empty}
          />
        )}
      </Show>
    </fieldset>
  );
}
