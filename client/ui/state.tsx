import { Show, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Icon, type IconName } from "./icon.tsx";
import "./state.css";

/** A message for an empty, loading or failed state, with an action. */
export function StateMessage(props: {
  icon?: IconName;
  title: string;
  children?: JSX.Element;
  live?: boolean;
  /** The title is the page's heading, because the page has nothing else. */
  heads?: boolean;
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
      <Dynamic component={props.heads ? "h1" : "p"} class="state__title">
        {props.title}
      </Dynamic>
      <Show when={props.children}>
        <div class="state__body">{props.children}</div>
      </Show>
    </div>
  );
}
