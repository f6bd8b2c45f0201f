import { createMemo, Index } from "solid-js";
import type { Align, Block } from "../../../shared/markup/tree.ts";
import { t } from "../../words/ui.ts";
import { hasNumbers } from "./column-of-numbers.ts";
import { Inlines } from "./inlines.tsx";

export function Table(props: { table: Extract<Block, { type: "table" }> }) {
  const numbers = createMemo(() => props.table.header.map((_, column) => hasNumbers(props.table, column)));
  const classOf = (column: number) => {
    const isNumbers = numbers()[column] === true;
    const align = alignClass(props.table.align[column] ?? (isNumbers ? "end" : null));
    return [align, isNumbers ? "markdown__cell--numbers" : undefined].filter(Boolean).join(" ") || undefined;
  };
  return (
    <div class="markdown__table" tabindex="0" role="region" aria-label={t("table")}>
      <table>
        <thead>
          <tr>
            <Index each={props.table.header}>
              {(cell, column) => (
                <th scope="col" dir="auto" class={classOf(column)}>
                  <Inlines inlines={cell()} />
                </th>
              )}
            </Index>
          </tr>
        </thead>
        <tbody>
          <Index each={props.table.rows}>
            {(row) => (
              <tr>
                <Index each={row()}>
                  {(cell, column) => (
                    <td dir="auto" class={classOf(column)}>
                      <Inlines inlines={cell()} />
                    </td>
                  )}
                </Index>
              </tr>
            )}
          </Index>
        </tbody>
      </table>
    </div>
  );
}

const alignClass = (align: Align): string | undefined =>
  align === null ? undefined : `markdown__cell--${align}`;
