import { Show } from "solid-js";
import type { Presence } from "../../shared/protocol/frames.ts";
import { hueOf, initialsOf } from "./initials.ts";
import { Icon } from "./icon.tsx";
import { PresenceDot } from "./presence-dot.tsx";
import "./avatar.css";

/** The faces of agents that nobody has given one. They are drawn, because not every system has a font with emoji. */
const PLAIN_FACES: readonly (string | undefined)[] = ["✨", "🦜"];
/** Pixels. */
const ICON = { s: 14, m: 20, l: 28 };

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
  const isPlain = () => PLAIN_FACES.includes(props.face);
  return (
    <span
      data-initials={isPlain() ? undefined : (props.face ?? initialsOf(props.name))}
      class={`avatar avatar--${props.size ?? "m"} hue--${hueOf(props.seed)}`}
      classList={{ "avatar--square": props.square ?? false, "avatar--face": props.face !== undefined }}
    >
      <Show when={isPlain()}>
        <Icon name="sparkle" size={ICON[props.size ?? "m"]} />
      </Show>
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
