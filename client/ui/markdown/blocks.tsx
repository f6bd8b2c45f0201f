import { For, Show, type JSX } from "solid-js";
import { assertNever } from "../../../shared/assert-never.ts";
import type { Block, ListItem } from "./ast.ts";
import { Code } from "./code.tsx";
import { Inlines } from "./inlines.tsx";

export function Blocks(props: { blocks: readonly Block[] }) {
  return <For each={props.blocks}>{renderBlock}</For>;
}

// Blocks of a parsed text never change, because a changed text gets a new tree. So they may be read outside of tracking.
function renderBlock(block: Block): JSX.Element {
  switch (block.type) {
    case "paragraph":
      return (
        <p dir="auto">
          <Inlines inlines={block.children} />
        </p>
      );
    case "heading":
      // No <h1>: a message must not change the outline of the page.
      return (
        <p dir="auto" class="markdown__heading">
          <Inlines inlines={block.children} />
        </p>
      );
    case "code":
      return <Code text={block.text} language={block.language} />;
    case "quote":
      return (
        <blockquote dir="auto">
          <Blocks blocks={block.children} />
        </blockquote>
      );
    case "list":
      return renderList(block);
    case "table":
      return renderTable(block);
    case "rule":
      return <hr />;
    default:
      return assertNever(block);
  }
}

function renderList(list: Extract<Block, { type: "list" }>): JSX.Element {
  const items = <For each={list.items}>{renderItem}</For>;
  return list.ordered ? <ol start={list.start}>{items}</ol> : <ul>{items}</ul>;
}

function renderItem(item: ListItem): JSX.Element {
  return (
    <li dir="auto" classList={{ markdown__task: item.checked !== undefined }}>
      <Show when={item.checked !== undefined}>
        <span role="img" aria-label={item.checked ? "done" : "to do"}>
          {item.checked ? "☑" : "☐"}
        </span>
      </Show>
      <div>
        <Blocks blocks={item.children} />
      </div>
    </li>
  );
}

function renderTable(table: Extract<Block, { type: "table" }>): JSX.Element {
  return (
    <div class="markdown__table" tabindex="0" role="region" aria-label="Table">
      <table>
        <thead>
          <tr>
            <For each={table.header}>
              {(cell) => (
                <th scope="col" dir="auto">
                  <Inlines inlines={cell} />
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={table.rows}>
            {(row) => (
              <tr>
                <For each={row}>
                  {(cell) => (
                    <td dir="auto">
                      <Inlines inlines={cell} />
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}
