import { For, type JSX } from "solid-js";

/** One part of a widget's settings. */
export function Section(props: { id: string; title: string; lead: string; children: JSX.Element }) {
  return (
    <section class="widget-section" aria-labelledby={`${props.id}-title`}>
      <h2 id={`${props.id}-title`}>{props.title}</h2>
      <p class="settings__lead">{props.lead}</p>
      {props.children}
    </section>
  );
}

/** A few choices side by side, of which one is taken. */
export function Segments<Value extends string>(props: {
  group: string;
  legend: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onValue: (value: Value) => void;
}) {
  return (
    <fieldset class="segments">
      <legend class="field__label">{props.legend}</legend>
      <div class="segments__row">
        <For each={props.options}>
          {(option) => (
            <label class="segments__choice">
              <input
                type="radio"
                class="visually-hidden"
                name={props.group}
                checked={option.value === props.value}
                onChange={() => props.onValue(option.value)}
              />
              <span>{option.label}</span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}
