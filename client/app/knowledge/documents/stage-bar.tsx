import { For } from "solid-js";
import type { Document } from "../../../../shared/knowledge.ts";
import { formatPercent } from "../../../ui/format.ts";
import { shareDone, stages } from "../document-stages.ts";
import { stateName } from "../document-words.ts";
import { versionWords } from "./version-words.ts";
import { t } from "../../../words/knowledge.ts";

/** Shows the progress of a document with one segment for each processing stage. */
export function StageBar(props: { document: Document }) {
  const at = () => stages.findIndex((stage) => stage === props.document.state);
  const share = (index: number) =>
    index < at() ? 1 : index > at() ? 0 : Math.min(1, Math.max(0, props.document.progress));
  const stage = () => {
    const { state, progress } = props.document;
    return progress > 0
      ? t("stageShare", { stage: stateName(state), share: formatPercent(progress) })
      : stateName(state);
  };
  const words = () => {
    const version = versionWords(props.document);
    return version === "" ? stage() : t("stageVersion", { stage: stage(), version });
  };
  return (
    <>
      <p class="document__stage">{words()}</p>
      <span
        class="stages"
        role="progressbar"
        aria-label={t("progressOf", { title: props.document.title })}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow={Math.round(shareDone(props.document) * 100)}
        aria-valuetext={words()}
      >
        <For each={stages}>
          {(_, index) => (
            <span class="stages__step">
              <span class="stages__done" style={{ width: `${share(index()) * 100}%` }} />
            </span>
          )}
        </For>
      </span>
    </>
  );
}
