import { Show } from "solid-js";
import type { SearchAnswer } from "../../../shared/knowledge.ts";
import { formatPercent } from "../../ui/format.ts";
import { QuestionList } from "../../ui/question-list.tsx";
import { StateMessage } from "../../ui/state.tsx";
import { StreamedMarkdown } from "../../ui/markdown/streamed-markdown.tsx";
import { Cited } from "../../parts/citations/cited.tsx";
import { SourceList } from "../../parts/citations/source-list.tsx";
import { t } from "../../words/search.ts";

/** On this page sources open as pages of their own, so a click simply follows the link. */
const follow = () => undefined;

export function AnswerView(props: { answer: SearchAnswer; onFollow: (question: string) => void }) {
  return (
    <Show
      when={props.answer.answer !== ""}
      fallback={
        <StateMessage icon="search" title={t("nothingFound")} live>
          <p>{t("noAnswer")}</p>
        </StateMessage>
      }
    >
      <div class="search__text" role="status">
        <Cited citations={props.answer.citations} running={false} onOpen={follow}>
          <StreamedMarkdown text={props.answer.answer} running={false} />
        </Cited>
      </div>
      <SourceList citations={props.answer.citations} onOpen={follow} />
      <p class="search__confidence">{confidenceWords(props.answer.confidence)}</p>
      <Show when={props.answer.followUps.length > 0}>
        <QuestionList label={t("followUps")} questions={props.answer.followUps} onAsk={props.onFollow} />
      </Show>
    </Show>
  );
}

/** How well the passages fit the question. It does not say whether the answer is true. */
function confidenceWords(share: number): string {
  const how = share >= 0.6 ? "fitWell" : share >= 0.3 ? "fitPartly" : "fitBadly";
  return t(how, { share: formatPercent(share) });
}
