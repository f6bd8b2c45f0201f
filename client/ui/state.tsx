import { Show, type JSX } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";
import "./state.css";

/** A message for an empty, loading or failed state, with an action. */
export function StateMessage(props: {
  icon?: IconName;
  title: string;
  children?: JSX.Element;
  live?: boolean;
}) {
  return (
    <div class="state" role={props.live ? "status" : undefined}>
      <Show when={props.icon}>
        {(name) => (
          <span class="state__icon">
            <Icon name={name()} size={22} />
          </span>
        )}
      </Show>
      <p class="state__title">{props.title}</p>
      <Show when={props.children}>
        <div class="state__body">{props.children}</div>
      </Show>
    </div>
  );
}
