import { createMemo, For } from "solid-js";
import type { Mark } from "../../../../shared/knowledge.ts";
import { formatNumber } from "../../../ui/format.ts";
import { t } from "../../../words/reader.ts";

/** The outline shows at most this many entries. Longer documents keep only their chapters. */
const MOST = 500;

/** The pages, headings or functions of a document, as links to where each begins. */
export function Outline(props: { marks: readonly Mark[]; onGo: (offset: number) => void }) {
  const shown = createMemo(() => {
    const { marks } = props;
    return marks.length <= MOST ? marks : marks.filter(({ level }) => (level ?? 1) <= 2).slice(0, MOST);
  });
  return (
    <details class="outline" open={matchMedia("(min-width: 64.01rem)").matches}>
      <summary class="outline__summary">{t("outline")}</summary>
      <nav aria-label={t("outline")}>
        <ol class="plain">
          <For each={shown()}>
            {(mark) => (
              <li>
                <button
                  type="button"
                  class={`outline__item outline__item--${Math.min(4, mark.level ?? 1)} one-line`}
                  classList={{ "outline__item--code": mark.kind === "function" }}
                  dir="auto"
                  onClick={() => props.onGo(mark.offset)}
                >
                  {mark.kind === "page" ? t("page", { page: pageNumber(mark.label) }) : mark.label}
                </button>
              </li>
            )}
          </For>
        </ol>
      </nav>
    </details>
  );
}

const pageNumber = (label: string): string => (/^\d+$/.test(label) ? formatNumber(Number(label)) : label);
