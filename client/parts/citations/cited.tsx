import { Show, type ParentProps } from "solid-js";
import type { Citation } from "../../../shared/knowledge.ts";
import { CitationMarks } from "../../ui/markdown/citation-mark.tsx";
import { CitationLink } from "./citation-link.tsx";
import type { OpenSource } from "./open-source.ts";
import "./citations.css";

/**
 * Wraps the text of an answer. A citation number becomes a link only after the server has confirmed it. While the answer is running, it
 * is a plain mark. Afterwards an unconfirmed number is shown as the text that it was.
 */
export function Cited(
  props: ParentProps<{ citations: readonly Citation[] | undefined; running: boolean; onOpen: OpenSource }>,
) {
  const markOf = (n: number) => (
    <Show
      when={props.citations?.find((citation) => citation.n === n)}
      fallback={
        <Show when={props.running} fallback={`[${n}]`}>
          <span class="citation__number citation__number--open">{n}</span>
        </Show>
      }
    >
      {(citation) => <CitationLink citation={citation()} onOpen={props.onOpen} />}
    </Show>
  );
  return <CitationMarks.Provider value={markOf}>{props.children}</CitationMarks.Provider>;
}
