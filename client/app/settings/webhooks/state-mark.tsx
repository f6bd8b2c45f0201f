import type { Webhook } from "../../../../shared/webhooks.ts";
import { t } from "../../../words/webhooks.ts";

type State = "on" | "failing" | "off";

export function stateOf({ off, failingSince }: Webhook): State {
  return off !== null ? "off" : failingSince !== null ? "failing" : "on";
}

/** In words, so that no state depends on a colour. */
export function StateMark(props: { webhook: Webhook }) {
  const state = () => stateOf(props.webhook);
  return <span class={`webhook-mark webhook-mark--${state()}`}>{t(state())}</span>;
}
