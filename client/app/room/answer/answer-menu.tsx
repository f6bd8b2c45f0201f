import { For, Show } from "solid-js";
import { isAgentId } from "../../../../shared/ids.ts";
import type { Message } from "../../../../shared/protocol/events.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { copyText } from "../../../ui/copy/copy-text.ts";
import { Icon } from "../../../ui/icon.tsx";
import { speaker } from "../../../ui/later-icons.ts";
import { linkToMessage } from "../link-to-message.ts";
import ModelItems from "../model-items.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-answers.ts";

/** What is behind "More" of an answer. */
export default function AnswerMenu(props: {
  message: Message;
  answer: Answer;
  mayAsk: boolean;
  close: () => void;
}) {
  const room = useRoom();
  const others = () => room.agents().filter(({ user }) => user !== props.message.author);
  const choose = (act: () => void) => () => {
    props.close();
    act();
  };
  function askOther(agent: string): void {
    const target = props.answer.prompts.at(-1);
    if (target !== undefined && isAgentId(agent)) void room.attempt(() => room.room.ask(target, { agent }));
  }
  function askModel(model: string): void {
    const target = props.answer.prompts.at(-1);
    const agent = props.message.author;
    props.close();
    if (target !== undefined && isAgentId(agent))
      void room.attempt(() => room.room.ask(target, { agent, model }));
  }
  return (
    <>
      <Show when={props.mayAsk && others().length > 0}>
        <p class="menu__label">{t("byAnother")}</p>
        <For each={others()}>
          {({ user, name }) => (
            <button type="button" class="menu__item" onClick={choose(() => askOther(user))}>
              <Icon name="sparkle" /> <span class="name">{name}</span>
            </button>
          )}
        </For>
        <hr class="menu__line" />
      </Show>
      <Show when={props.mayAsk && room.may("steer")}>
        <ModelItems label={t("byModel")} current={props.answer.usage?.model} onChoose={askModel} />
        <hr class="menu__line" />
      </Show>
      <Show when={props.message.text !== ""}>
        <button type="button" class="menu__item" onClick={choose(() => void copyText(props.message.text))}>
          <Icon name="markdown" /> {t("copyMarkdown")}
        </button>
        <button type="button" class="menu__item" onClick={choose(() => room.setAloud(props.message))}>
          <Icon name={speaker} /> {t("readAloud")}
        </button>
      </Show>
      <button
        type="button"
        class="menu__item"
        onClick={choose(() => void copyText(linkToMessage(props.message)))}
      >
        <Icon name="link" /> {t("copyLink")}
      </button>
    </>
  );
}
