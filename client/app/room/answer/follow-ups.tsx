import { For, Show } from "solid-js";
import type { Message } from "../../../../shared/protocol/events.ts";
import { Icon } from "../../../ui/icon.tsx";
import { follow } from "../../../ui/later-icons.ts";
import { createAskAgent } from "../ask-agent.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-answers.ts";

/** Questions that one click asks, until somebody writes. */
export default function FollowUps(props: { message: Message; questions: readonly string[] }) {
  const room = useRoom();
  const ask = createAskAgent();
  const isLast = () => room.messages().at(-1)?.seq === props.message.seq && room.outbox().length === 0;
  const isOffered = () => isLast() && room.may("write") && room.takeover() === null;
  return (
    <Show when={isOffered()}>
      <ul class="plain follow-ups" aria-label={t("followUps")}>
        <For each={props.questions}>
          {(question) => (
            <li>
              <button
                type="button"
                class="follow-ups__item"
                dir="auto"
                onClick={() => ask(question, props.message.author)}
              >
                <Icon name={follow} size={16} /> {question}
              </button>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
