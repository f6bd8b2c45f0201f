import { Show } from "solid-js";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room.ts";

/** Labels beside the author's name: that this is an AI, who asked, and whether the answer was started again. */
export function AnswerTags(props: { answer: Answer }) {
  const room = useRoom();
  return (
    <>
      <span class="answer__ai">{t("ai")}</span>
      <span class="answer__for one-line">
        {props.answer.asker === room.me
          ? t("forYou")
          : t.rich("for", { name: <span class="name">{room.distinctNameOf(props.answer.asker)}</span> })}
      </span>
      <Show when={props.answer.attempt > 1 && props.answer.state === "running"}>
        <span class="answer__again">{t("startedAgain")}</span>
      </Show>
    </>
  );
}
