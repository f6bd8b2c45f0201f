import type { Webhook } from "../../../../shared/webhooks.ts";
import { t } from "../../../words/webhooks.ts";

type State = "on" | "failing" | "off";

function stateOf({ off, failingSince }: Webhook): State {
  return off !== null ? "off" : failingSince !== null ? "failing" : "on";
}

const TAGS: Record<State, string> = { on: "state-tag--ok", failing: "state-tag--warning", off: "" };

/** In words, so that no state depends on a colour. */
export function StateMark(props: { webhook: Webhook }) {
  const state = () => stateOf(props.webhook);
  return <span class={`state-tag ${TAGS[state()]}`}>{t(state())}</span>;
}
