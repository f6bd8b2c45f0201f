import { Show, type ParentProps } from "solid-js";
import type { Citation } from "../../../shared/knowledge.ts";
import { CitationMarks } from "../../ui/markdown/citation-mark.tsx";
import { CitationLink } from "./citation-link.tsx";
import type { OpenSource } from "./open-source.ts";
import "./citations.css";

/**
 * Around the text of an answer. A number is a link only where the server has confirmed it; while the answer runs it is a
 * plain mark, and afterwards what is not confirmed is the text that it was.
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
