import { Show } from "solid-js";
import type { Agent } from "../../../shared/api.ts";
import { QuestionList } from "../../ui/question-list.tsx";
import { findPeople } from "../../parts/contexts/people-context.ts";
import { t } from "../../words/room-starters.ts";
import { useRoom } from "./room-context.tsx";

/** Shown in a room without messages: the agent's greeting, and suggested questions. */
export default function SuggestedPrompts() {
  const room = useRoom();
  const organization = findPeople();
  const isAlone = () => room.view().room.kind === "direct" || room.view().room.kind === "session";
  const agent = () => {
    const first = room.agents()[0];
    return isAlone() && room.messages().length === 0 && room.may("write")
      ? organization?.agents()?.find(({ id }) => id === first?.user)
      : undefined;
  };
  return <Show when={agent()}>{(found) => <Questions agent={found()} />}</Show>;
}

/** For agents without questions of their own. The person completes and sends them. */
const ideas = () => [t("summarize"), t("draft"), t("decide")];

function Questions(props: { agent: Agent }) {
  const room = useRoom();
  function write(text: string): void {
    room.draft.set(`${text} `);
    room.focusComposer.now();
  }
  const ask = (text: string) => void room.attempt(() => room.room.send({ text }));
  return (
    <div class="starters">
      <Show when={props.agent.greeting}>
        <p class="starters__greeting" dir="auto">
          <span class="starters__face" aria-hidden="true">
            {props.agent.face}
          </span>
          {props.agent.greeting}
        </p>
      </Show>
      <Show
        when={props.agent.starters.length > 0}
        fallback={<QuestionList label={t("ways")} questions={ideas()} onAsk={write} />}
      >
        <QuestionList label={t("suggested")} questions={props.agent.starters} onAsk={ask} />
      </Show>
    </div>
  );
}
