import { Show } from "solid-js";
import { messageExcerpt } from "../../../../shared/attachments.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { MemberAvatar } from "../../../parts/people/member-avatar.tsx";
import { useRoom } from "../room-context.tsx";
import { stateWords } from "./state-words.ts";
import { StopButton } from "./stop-button.tsx";
import "./asked-card.css";

/** The question at the top of the list, while its answer grows and its own place has left the screen. */
export default function AskedCard(props: { answer: Answer; hasText: boolean }) {
  const room = useRoom();
  const prompt = () => {
    const target = props.answer.prompts.at(-1);
    return room.messages().find(({ seq, deletedAt }) => seq === target && deletedAt === undefined);
  };
  return (
    <div class="asked">
      <Show when={prompt()}>
        {(message) => (
          <button type="button" class="asked__question" onClick={() => room.jump.to(message().seq)}>
            <MemberAvatar user={message().author} name={room.nameOf(message().author)} size="s" />
            <span class="asked__texts">
              <span class="asked__who">
                <span class="name">{room.distinctNameOf(message().author)}</span>{" "}
                <span class="asked__state">{stateWords(props.answer, props.hasText)}</span>
              </span>
              <span class="asked__text" dir="auto">
                {messageExcerpt(message().text, message().attachments)}
              </span>
            </span>
          </button>
        )}
      </Show>
      <StopButton answer={props.answer} />
    </div>
  );
}
