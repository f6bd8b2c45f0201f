import { Show } from "solid-js";
import { findPeople } from "../contexts/people-context.ts";

/** A member's name. In the workspace it opens their profile; a room that is used alone has no profiles. */
export function ProfileName(props: { user: string; name: string; class: string }) {
  return (
    <Show
      when={findPeople()}
      fallback={
        <span class={`${props.class} name one-line`} dir="auto">
          {props.name}
        </span>
      }
    >
      <button
        type="button"
        class={`${props.class} name one-line`}
        dir="auto"
        aria-haspopup="dialog"
        data-profile={props.user}
      >
        {props.name}
      </button>
    </Show>
  );
}
