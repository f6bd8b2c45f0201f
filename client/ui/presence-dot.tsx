import type { Presence } from "../../shared/protocol/frames.ts";
import { t } from "../words/ui.ts";

const names = { active: "active", idle: "away", offline: "offline" } as const satisfies Record<
  Presence,
  string
>;

export function PresenceDot(props: { state: Presence }) {
  return <span class={`presence presence--${props.state}`} role="img" aria-label={t(names[props.state])} />;
}
