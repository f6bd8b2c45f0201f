import type { Presence } from "../../shared/protocol/frames.ts";

const names: Record<Presence, string> = { active: "active", idle: "away", offline: "offline" };

export function PresenceDot(props: { state: Presence }) {
  return <span class={`presence presence--${props.state}`} role="img" aria-label={names[props.state]} />;
}
