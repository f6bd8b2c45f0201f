import { Show, type JSX } from "solid-js";

/** One line of a card: what it is, its value, one action. */
export function Row(props: {
  label: string;
  about?: JSX.Element;
  children?: JSX.Element;
  action?: JSX.Element;
}) {
  return (
    <div class="profile__row">
      <div class="profile__label">
        <b>{props.label}</b>
        <Show when={props.about}>
          <p class="profile__about">{props.about}</p>
        </Show>
      </div>
      <div class="profile__value">{props.children}</div>
      {props.action}
    </div>
  );
}

/** A button whose text alone does not say what it acts on. */
export function RowButton(props: {
  text: string;
  /** What a screen reader says: `Edit name`. */
  label: string;
  danger?: boolean;
  primary?: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      class="button button--small"
      classList={{ "button--danger": props.danger ?? false, "button--primary": props.primary ?? false }}
      aria-label={props.label}
      onClick={() => props.onClick()}
    >
      {props.text}
    </button>
  );
}
