import { Match, Show, Switch } from "solid-js";
import { isAgentId } from "../../../../shared/ids.ts";
import type { Message, Seq } from "../../../../shared/protocol/events.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { formatNumber } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { CopyButtons } from "../copy-buttons.tsx";
import { useRoom } from "../room-context.tsx";
import { mayStop } from "./may-stop.ts";

/** Actions below an answer: stop it, continue it, ask again, switch between several answers, show its context receipt. */
export function AnswerActions(props: { message: Message; answer: Answer }) {
  const room = useRoom();
  const prompt = () => props.answer.prompts.at(-1);
  const mayAsk = () =>
    room.takeover() === null && (props.answer.asker === room.me ? room.may("write") : room.may("steer"));
  const again = () => (props.answer.state === "completed" ? "Answer again" : "Try again");
  function ask(): void {
    const target = prompt();
    const { author } = props.message;
    if (target !== undefined && isAgentId(author)) void room.attempt(() => room.room.ask(target, author));
  }
  return (
    <div class="answer__actions" role="group" aria-label="Answer">
      <Switch>
        <Match when={props.answer.state === "running"}>
          <Show when={mayStop(room, props.answer)}>
            <button
              type="button"
              class="button button--small answer__stop"
              onClick={() => void room.attempt(() => room.room.stop(props.answer.turn))}
            >
              <Icon name="stop" size={14} /> Stop
            </button>
          </Show>
        </Match>
        <Match when={true}>
          <Show when={props.message.text !== ""}>
            <CopyButtons text={props.message.text} author={props.message.author} />
          </Show>
          <Siblings message={props.message} answer={props.answer} />
          <Show when={mayAsk() && props.answer.reason === "length" && props.answer.restricted === undefined}>
            <button
              type="button"
              class="button button--small"
              onClick={() => void room.attempt(() => room.room.continueAnswer(props.message.seq))}
            >
              Continue
            </button>
          </Show>
          <Show when={mayAsk() && prompt() !== undefined}>
            <button type="button" class="answer__action" title={again()} onClick={ask}>
              <Icon name="again" size={16} />
              <span classList={{ "visually-hidden": props.answer.state === "completed" }}>{again()}</span>
            </button>
          </Show>
          <button
            type="button"
            class="answer__action"
            aria-label="What the AI was given"
            title="What the AI was given"
            aria-expanded={room.receiptOf() === props.message.seq}
            onClick={() =>
              room.setReceiptOf(room.receiptOf() === props.message.seq ? null : props.message.seq)
            }
          >
            <Icon name="list" size={16} />
          </button>
        </Match>
      </Switch>
    </div>
  );
}

function Siblings(props: { message: Message; answer: Answer }) {
  const room = useRoom();
  const siblings = () => props.answer.siblings ?? [];
  const at = () => siblings().indexOf(props.message.seq);
  function choose(target: Seq | undefined): void {
    if (target !== undefined) void room.attempt(() => room.room.choose(target));
  }
  return (
    <Show when={siblings().length > 1}>
      <span class="answer__siblings">
        <button
          type="button"
          class="answer__action"
          aria-label="Previous answer"
          disabled={at() <= 0 || !room.may("write")}
          onClick={() => choose(siblings()[at() - 1])}
        >
          <Icon name="back" size={16} />
        </button>
        <span class="answer__place" role="status">
          <span class="visually-hidden">Answer </span>
          {formatNumber(at() + 1)}/{formatNumber(siblings().length)}
        </span>
        <button
          type="button"
          class="answer__action"
          aria-label="Next answer"
          disabled={at() >= siblings().length - 1 || !room.may("write")}
          onClick={() => choose(siblings()[at() + 1])}
        >
          <Icon name="forward" size={16} />
        </button>
      </span>
    </Show>
  );
}
