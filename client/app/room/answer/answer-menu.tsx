import { For, Show } from "solid-js";
import { isAgentId } from "../../../../shared/ids.ts";
import type { Message } from "../../../../shared/protocol/events.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { copyText } from "../../../ui/copy/copy-text.ts";
import { Icon } from "../../../ui/icon.tsx";
import { linkToMessage } from "../link-to-message.ts";
import { useRoom } from "../room-context.tsx";

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
    if (target !== undefined && isAgentId(agent)) void room.attempt(() => room.room.ask(target, agent));
  }
  return (
    <>
      <Show when={props.mayAsk && others().length > 0}>
        <p class="menu__label">Answer by another agent</p>
        <For each={others()}>
          {({ user, name }) => (
            <button type="button" class="menu__item" onClick={choose(() => askOther(user))}>
              <Icon name="sparkle" /> <span class="name">{name}</span>
            </button>
          )}
        </For>
        <hr class="menu__line" />
      </Show>
      <Show when={props.message.text !== ""}>
        <button type="button" class="menu__item" onClick={choose(() => void copyText(props.message.text))}>
          <Icon name="markdown" /> Copy as Markdown
        </button>
      </Show>
      <button
        type="button"
        class="menu__item"
        onClick={choose(() => void copyText(linkToMessage(props.message)))}
      >
        <Icon name="link" /> Copy link
      </button>
    </>
  );
}
