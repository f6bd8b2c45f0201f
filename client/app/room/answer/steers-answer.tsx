import { Show } from "solid-js";
import type { Message } from "../../../../shared/protocol/events.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import { Icon } from "../../../ui/icon.tsx";
import { steer } from "../../../ui/later-icons.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-steering.ts";

/** Says under a message that it steers an answer, and whether the answer took it in. */
export default function SteersAnswer(props: { message: Message; answer: Seq }) {
  const room = useRoom();
  const answer = () => room.messages().find(({ seq }) => seq === props.answer)?.answer;
  const isTaken = () =>
    answer()?.steps?.some((step) => step.type === "steer" && step.message === props.message.seq) ?? false;
  const isOver = () => answer()?.endedAt !== undefined;
  const state = () => {
    if (answer() === undefined) return t("steers");
    if (isTaken()) return t("taken");
    return isOver() ? t("missed") : t("waitsForStep");
  };
  /** It is answered by itself, or will be. */
  const isAsked = () =>
    room.messages().some((each) => each.answer?.prompts.includes(props.message.seq)) ||
    room.queue().some(({ prompts }) => prompts.includes(props.message.seq));
  const mayAsk = () =>
    !isTaken() && isOver() && room.takeover() === null && room.may(isMine() ? "write" : "steer");
  const isMine = () => props.message.author === room.me;
  return (
    <Show when={isTaken() || !isAsked()}>
      <p class="message__note message__steers">
        <Icon name={steer} size={14} />
        <button type="button" class="link-button" onClick={() => room.jump.to(props.answer)}>
          {state()}
        </button>
        <Show when={mayAsk()}>
          <button
            type="button"
            class="link-button"
            onClick={() => void room.attempt(() => room.room.ask(props.message.seq))}
          >
            {t("askNow")}
          </button>
        </Show>
      </p>
    </Show>
  );
}
