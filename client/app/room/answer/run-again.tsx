import { createMemo, Show } from "solid-js";
import { isAgentId } from "../../../../shared/ids.ts";
import type { Message } from "../../../../shared/protocol/events.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room.ts";

/** Shown below a prompt that was edited after it was answered. Editing alone starts no new turn, so this button does. */
export default function RunAgain(props: { message: Message }) {
  const room = useRoom();
  const outdated = createMemo(() => {
    const { editedAt, seq, author } = props.message;
    if (
      editedAt === undefined ||
      room.takeover() !== null ||
      !(author === room.me ? room.may("write") : room.may("steer"))
    )
      return undefined;
    const answers = room.messages().filter(({ answer }) => answer?.prompts.includes(seq));
    return answers.every(({ at }) => at < editedAt) ? answers.at(-1) : undefined;
  });
  return (
    <Show when={outdated()}>
      {(answer) => (
        <button
          type="button"
          class="link-button run-again"
          onClick={() => {
            const { author } = answer();
            if (isAgentId(author))
              void room.attempt(() => room.room.ask(props.message.seq, { agent: author }));
          }}
        >
          {t("runAgain")}
        </button>
      )}
    </Show>
  );
}
