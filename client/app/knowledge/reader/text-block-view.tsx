import { createMemo, For, Show } from "solid-js";
import { formatNumber } from "../../../ui/format.ts";
import { partsOf, type Passage, type TextBlock } from "./split-text.ts";
import { t } from "../../../words/reader.ts";

/** Shows one block and marks the part of it that belongs to the passage. */
export function TextBlockView(props: {
  block: TextBlock;
  passage: Passage | undefined;
  mono: boolean;
  /** Levels of headings, by their offsets. */
  levels: ReadonlyMap<number, number>;
}) {
  const heading = () => props.block.marks.find(({ kind }) => kind === "heading");
  const pages = () => props.block.marks.filter(({ kind }) => kind === "page");
  const parts = createMemo(() => {
    const all = partsOf(props.block, props.passage);
    return heading() ? withoutHashes(all) : all;
  });
  const level = () => props.levels.get(heading()?.offset ?? -1) ?? 2;
  return (
    <>
      <For each={pages()}>
        {(page) => <p class="reader__page">{t("page", { page: pageNumber(page.label) })}</p>}
      </For>
      <div
        class="reader__block"
        classList={{
          "reader__block--heading": heading() !== undefined,
          "reader__block--mono": props.mono,
        }}
        role={heading() ? "heading" : undefined}
        aria-level={heading() ? level() : undefined}
        data-offset={props.block.from}
        tabindex="-1"
        dir={props.mono ? "ltr" : "auto"}
      >
        {parts()[0]}
        <Show when={parts()[1]}>
          {(words) => (
            <mark class="reader__passage" tabindex="-1">
              {words()}
            </mark>
          )}
        </Show>
        {parts()[2]}
      </div>
    </>
  );
}

/** Removes the `##` of a heading, because its style already shows that it is a heading. */
function withoutHashes([before, inside, after]: [string, string, string]): [string, string, string] {
  const bare = (words: string) => words.replace(/^ {0,3}#{1,6}[ \t]+/, "");
  return before === ""
    ? [before, bare(inside), inside === "" ? bare(after) : after]
    : [bare(before), inside, after];
}

const pageNumber = (label: string): string => (/^\d+$/.test(label) ? formatNumber(Number(label)) : label);
