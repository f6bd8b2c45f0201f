import { Show } from "solid-js";
import { findPeople } from "../contexts/people-context.ts";
import "./handle.css";

/** A member's handle, beside the name. Without `always` it is shown only if another member's name is equal or looks alike. */
export function Handle(props: { user: string; always?: boolean }) {
  const people = findPeople();
  const handle = () => (props.always ? people?.handleOf(props.user) : people?.tellApart(props.user));
  return (
    <Show when={handle()}>
      {(known) => (
        <span class="handle" dir="ltr">
          {" "}
          @{known()}
        </span>
      )}
    </Show>
  );
}
