import { Show } from "solid-js";

/** A choice of yes or no, with what follows from it. */
export function Check(props: {
  label: string;
  about?: string;
  checked: boolean;
  onValue: (checked: boolean) => void;
}) {
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onValue(event.currentTarget.checked)}
      />
      <span>
        <span class="choice__name" dir="auto">
          {props.label}
        </span>
        <Show when={props.about}>
          <span class="choice__about">{props.about}</span>
        </Show>
      </span>
    </label>
  );
}
