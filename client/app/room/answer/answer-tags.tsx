import { Show } from "solid-js";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { useRoom } from "../room-context.tsx";

/** Labels beside the author's name: that this is an AI, who asked, and whether the answer was started again. */
export function AnswerTags(props: { answer: Answer }) {
  const room = useRoom();
  return (
    <>
      <span class="answer__ai">AI</span>
      <span class="answer__for one-line">
        for{" "}
        <span class="name">
          {props.answer.asker === room.me ? "you" : room.distinctNameOf(props.answer.asker)}
        </span>
      </span>
      <Show when={props.answer.attempt > 1 && props.answer.state === "running"}>
        <span class="answer__again">Started again</span>
      </Show>
    </>
  );
}
