import { Show } from "solid-js";
import type { Presence } from "../../shared/protocol/frames.ts";
import { hueOf, initialsOf } from "./initials.ts";
import { PresenceDot } from "./presence-dot.tsx";
import "./avatar.css";

/**
 * Decoration: the name is always next to it as text. `seed` keeps a person's colour when the name changes. `face` is an emoji
 * that replaces the initials.
 */
export function Avatar(props: {
  seed: string;
  name: string;
  size?: "s" | "m" | "l";
  square?: boolean;
  face?: string | undefined;
  presence?: Presence | undefined;
  /** Address of a picture. Until it is loaded, and if it cannot be, the initials are seen. */
  picture?: string | undefined;
}) {
  return (
    <span
      data-initials={props.face ?? initialsOf(props.name)}
      class={`avatar avatar--${props.size ?? "m"} hue--${hueOf(props.seed)}`}
      classList={{ "avatar--square": props.square ?? false, "avatar--face": props.face !== undefined }}
    >
      <Show when={props.picture}>
        {(picture) => (
          <img
            class="avatar__picture"
            src={picture()}
            alt=""
            loading="lazy"
            decoding="async"
            onError={(event) => (event.currentTarget.hidden = true)}
          />
        )}
      </Show>
      <Show when={props.presence}>{(presence) => <PresenceDot state={presence()} />}</Show>
    </span>
  );
}
