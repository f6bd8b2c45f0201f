import { Show } from "solid-js";
import { CitationMarks } from "../../../ui/markdown/citation-mark.tsx";
import { StreamedMarkdown } from "../../../ui/markdown/streamed-markdown.tsx";
import { t } from "../../../words/widget-talk.ts";

/** An answer's text. A number becomes a button when the server has confirmed its source. */
export default function AnswerText(props: {
  text: string;
  isRunning: boolean;
  numbers: readonly number[];
  open: number | null;
  onOpen: (n: number) => void;
}) {
  const markOf = (n: number) => (
    <Show
      when={props.numbers.includes(n)}
      fallback={<Show when={props.isRunning}>{<span class="cite cite--open">{n}</span>}</Show>}
    >
      <button
        type="button"
        class="cite"
        aria-label={t("sourceNumber", { n })}
        aria-expanded={props.open === n}
        onClick={() => props.onOpen(n)}
      >
        {n}
      </button>
    </Show>
  );
  return (
    <CitationMarks.Provider value={markOf}>
      <StreamedMarkdown text={props.text} running={props.isRunning} />
    </CitationMarks.Provider>
  );
}
