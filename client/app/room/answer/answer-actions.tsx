import { Show } from "solid-js";
import { isAgentId } from "../../../../shared/ids.ts";
import { dialectOf } from "../../../../shared/markup/dialect.ts";
import type { Message, Seq } from "../../../../shared/protocol/events.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { createCopy } from "../../../ui/copy/create-copy.ts";
import { Icon } from "../../../ui/icon.tsx";
import { readableText } from "../../../ui/markdown/readable-text.ts";
import { Popover } from "../../../ui/popover.tsx";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-answers.ts";
import { t as inUi } from "../../../words/ui.ts";
import { modelName } from "./state-words.ts";
import { VoteButtons } from "./votes.tsx";

const AnswerMenu = lazyPart(() => import("./answer-menu.tsx"));

/** The footer of an answer, which is always there: its place is kept while the answer runs. */
export function AnswerActions(props: { message: Message; answer: Answer }) {
  const room = useRoom();
  const prompt = () => props.answer.prompts.at(-1);
  const mayAsk = () =>
    room.takeover() === null && (props.answer.asker === room.me ? room.may("write") : room.may("steer"));
  const again = () => (props.answer.state === "completed" ? t("again") : inUi("tryAgain"));
  const hasText = () => props.message.text !== "";
  function ask(): void {
    const target = prompt();
    const { author } = props.message;
    if (target !== undefined && isAgentId(author))
      void room.attempt(() => room.room.ask(target, { agent: author }));
  }
  return (
    <div class="answer__actions" role="group" aria-label={t("answer")}>
      <Show when={props.answer.endedAt !== undefined}>
        <Show when={hasText()}>
          <Copy message={props.message} />
          <VoteButtons message={props.message} answer={props.answer} />
        </Show>
        <Show when={mayAsk() && prompt() !== undefined}>
          <button type="button" class="answer__action" title={again()} onClick={ask}>
            <Icon name="again" size={16} />
            <span classList={{ "visually-hidden": props.answer.state === "completed" }}>{again()}</span>
          </button>
        </Show>
        <Siblings message={props.message} answer={props.answer} />
        <Show when={mayAsk() && props.answer.reason === "length" && props.answer.restricted === undefined}>
          <button
            type="button"
            class="button button--small"
            onClick={() => void room.attempt(() => room.room.continueAnswer(props.message.seq))}
          >
            {t("continue")}
          </button>
        </Show>
        <Sources message={props.message} answer={props.answer} />
        <Popover
          label={t("more")}
          trigger={<Icon name="more" size={16} />}
          triggerClass="answer__action"
          class="menu"
        >
          {(close) => (
            <AnswerMenu message={props.message} answer={props.answer} mayAsk={mayAsk()} close={close} />
          )}
        </Popover>
        <Show when={props.answer.usage}>
          {(usage) => (
            <span class="answer__model one-line" title={usage().model}>
              {modelName(usage().model)}
            </span>
          )}
        </Show>
      </Show>
    </div>
  );
}

function Copy(props: { message: Message }) {
  const { copied, copy } = createCopy();
  return (
    <>
      <button
        type="button"
        class="answer__action"
        aria-label={inUi("copyText")}
        title={inUi("copyText")}
        onClick={() => void copy(readableText(props.message.text, dialectOf(props.message.author)))}
      >
        <Icon name={copied() ? "check" : "copy"} size={16} />
      </button>
      <span class="visually-hidden" role="status">
        {copied() ? inUi("copied") : ""}
      </span>
    </>
  );
}

/** Opens beside the room what the model was given. */
function Sources(props: { message: Message; answer: Answer }) {
  const room = useRoom();
  const count = () => props.answer.citations?.length ?? 0;
  const label = () => (count() === 0 ? "" : t("sources", { count: count() }));
  return (
    <button
      type="button"
      class="answer__action"
      aria-label={count() === 0 ? t("context") : t("sourcesAndContext", { count: count() })}
      title={t("context")}
      aria-expanded={room.receiptOf() === props.message.seq}
      onClick={() => room.setReceiptOf(room.receiptOf() === props.message.seq ? null : props.message.seq)}
    >
      <Icon name="list" size={16} /> {label()}
    </button>
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
          aria-label={t("previous")}
          disabled={at() <= 0 || !room.may("write")}
          onClick={() => choose(siblings()[at() - 1])}
        >
          <Icon name="back" size={16} />
        </button>
        <span class="answer__place" role="status">
          <span class="visually-hidden">{t("answer")} </span>
          {t("place", { at: at() + 1, all: siblings().length })}
        </span>
        <button
          type="button"
          class="answer__action"
          aria-label={t("next")}
          disabled={at() >= siblings().length - 1 || !room.may("write")}
          onClick={() => choose(siblings()[at() + 1])}
        >
          <Icon name="forward" size={16} />
        </button>
      </span>
    </Show>
  );
}
