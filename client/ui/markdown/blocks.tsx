import { Index, Show, type Accessor, type JSX } from "solid-js";
import { assertNever } from "../../../shared/assert-never.ts";
import type { Block, List, ListItem } from "../../../shared/markup/tree.ts";
import { t } from "../../words/ui.ts";
import { Code } from "./code.tsx";
import { Inlines } from "./inlines.tsx";
import { keepKind, whileSame } from "./keep-kind.tsx";
import { Formula } from "./math/formula.tsx";
import { Notes } from "./notes.tsx";
import { Table } from "./table.tsx";

/** `growing`: more may come for the last block. */
export function Blocks(props: { blocks: readonly Block[]; growing?: boolean }) {
  return (
    <Index each={props.blocks}>
      {(block, at) => {
        const isGrowing = () => props.growing === true && at === props.blocks.length - 1;
        return keepKind(block, (first) => renderBlock(block, first, isGrowing));
      }}
    </Index>
  );
}

function renderBlock(block: Accessor<Block>, first: Block, isGrowing: Accessor<boolean>): JSX.Element {
  switch (first.type) {
    case "paragraph": {
      const node = whileSame(block, first, (now) => now.type === "paragraph");
      return (
        <p dir="auto">
          <Inlines inlines={node().children} />
        </p>
      );
    }
    case "heading": {
      const node = whileSame(block, first, (now) => now.type === "heading");
      // No <h1>: a message must not change the outline of the page.
      return (
        <p dir="auto" class={`markdown__heading markdown__heading--${Math.min(node().level, 3)}`}>
          <Inlines inlines={node().children} />
        </p>
      );
    }
    case "code": {
      const node = whileSame(block, first, (now) => now.type === "code");
      return <Code text={node().text} language={node().language} growing={isGrowing()} />;
    }
    case "math": {
      const node = whileSame(block, first, (now) => now.type === "math");
      return (
        <div class="markdown__formula" dir="ltr" tabindex="0" role="region" aria-label={t("formula")}>
          <Formula tex={node().text} display={true} />
        </div>
      );
    }
    case "quote": {
      const node = whileSame(block, first, (now) => now.type === "quote");
      return (
        <blockquote dir="auto">
          <Blocks blocks={node().children} growing={isGrowing()} />
        </blockquote>
      );
    }
    case "list": {
      const node = whileSame(block, first, (now) => now.type === "list");
      return <ListView list={node()} growing={isGrowing()} />;
    }
    case "table": {
      const node = whileSame(block, first, (now) => now.type === "table");
      return <Table table={node()} />;
    }
    case "rule":
      return <hr />;
    case "notes": {
      const node = whileSame(block, first, (now) => now.type === "notes");
      return <Notes notes={node().notes}>{(note) => <Blocks blocks={note.children} />}</Notes>;
    }
    default:
      return assertNever(first);
  }
}

function ListView(props: { list: List; growing: boolean }) {
  const items = (
    <Index each={props.list.items}>
      {(item, at) => <ItemView item={item()} growing={props.growing && at === props.list.items.length - 1} />}
    </Index>
  );
  return (
    <Show when={props.list.ordered} fallback={<ul>{items}</ul>}>
      <ol start={props.list.start} classList={{ "markdown__list--wide": hasLongNumber(props.list) }}>
        {items}
      </ol>
    </Show>
  );
}

/** A number that is wider than the space before a list would be cut off. */
const hasLongNumber = ({ start, items }: List): boolean =>
  start + items.length > 99 || items.some(({ value = 0 }) => value > 99);

function ItemView(props: { item: ListItem; growing: boolean }) {
  // Not `value={undefined}`: the property would become 0.
  const number = () => (props.item.value === undefined ? {} : { value: props.item.value });
  return (
    <li {...number()} dir="auto" classList={{ markdown__task: props.item.checked !== undefined }}>
      <Show when={props.item.checked !== undefined}>
        <span role="img" aria-label={t(props.item.checked ? "done" : "toDo")}>
          {props.item.checked ? "☑" : "☐"}
        </span>
      </Show>
      <div>
        <Blocks blocks={props.item.children} growing={props.growing} />
      </div>
    </li>
  );
}
