import { Show } from "solid-js";
import type { Message } from "../../../../shared/protocol/events.ts";
import type { Answer, Vote } from "../../../../shared/protocol/turns.ts";
import { formatList, formatNumber } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-answers.ts";

/** Good and bad: everyone who reads the answer sees the votes, and may give one. */
export function VoteButtons(props: { message: Message; answer: Answer }) {
  return (
    <>
      <VoteButton vote="good" message={props.message} answer={props.answer} />
      <VoteButton vote="bad" message={props.message} answer={props.answer} />
    </>
  );
}

function VoteButton(props: { vote: Vote; message: Message; answer: Answer }) {
  const room = useRoom();
  const voters = () => props.answer.votes?.[props.vote] ?? [];
  const isMine = () => voters().includes(room.me);
  const title = () => {
    const names = voters().map((user) => (user === room.me ? t("you") : room.distinctNameOf(user)));
    return names.length === 0
      ? t(props.vote)
      : t(props.vote === "good" ? "goodBy" : "badBy", { names: formatList(names) });
  };
  return (
    <button
      type="button"
      class="answer__action"
      title={title()}
      aria-pressed={isMine()}
      disabled={!room.may("write")}
      onClick={() => void room.attempt(() => room.room.vote(props.message.seq, isMine() ? null : props.vote))}
    >
      <Icon name={props.vote === "good" ? "thumbUp" : "thumbDown"} size={16} />
      <span class="visually-hidden">{t(props.vote)}</span>
      <Show when={voters().length > 0}>
        <span class="answer__count">{formatNumber(voters().length)}</span>
      </Show>
    </button>
  );
}
