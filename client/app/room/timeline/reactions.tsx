import { For, Show } from "solid-js";
import type { Message } from "../../../../shared/protocol/events.ts";
import { formatList, formatNumber, isolated } from "../../../ui/format.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room.ts";

export function Reactions(props: { message: Message }) {
  const kinds = () => Object.keys(props.message.reactions);
  return (
    <Show when={kinds().length > 0}>
      <ul class="reactions plain" aria-label={t("reactions")}>
        <For each={kinds()}>{(emoji) => <Reaction message={props.message} emoji={emoji} />}</For>
      </ul>
    </Show>
  );
}

function Reaction(props: { message: Message; emoji: string }) {
  const room = useRoom();
  const people = () => props.message.reactions[props.emoji] ?? [];
  const mine = () => people().includes(room.me);
  const names = () =>
    formatList(
      people().map((user) => (user === room.me ? t("youInList") : isolated(room.distinctNameOf(user)))),
    );
  return (
    <li>
      <button
        type="button"
        class="reaction"
        aria-pressed={mine()}
        aria-label={t("reaction", { emoji: props.emoji, number: people().length, names: names() })}
        title={names()}
        disabled={!room.may("write")}
        onClick={() => void room.attempt(() => room.room.react(props.message.seq, props.emoji, !mine()))}
      >
        <span class="reaction__emoji" aria-hidden="true">
          {props.emoji}
        </span>
        <span aria-hidden="true">{formatNumber(people().length)}</span>
      </button>
    </li>
  );
}
