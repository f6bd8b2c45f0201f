import type { Block, Inline } from "../../../shared/markup/tree.ts";

/** A tree as the table in `docs/markup.md` writes it. */
export const show = (blocks: readonly Block[]): string => blocks.map(showBlock).join(" ¶ ");

export const showInlines = (inlines: readonly Inline[]): string => inlines.map(showInline).join("");

function showInline(inline: Inline): string {
  switch (inline.type) {
    case "strong":
      return `<b>${showInlines(inline.children)}</b>`;
    case "emphasis":
      return `<i>${showInlines(inline.children)}</i>`;
    case "deleted":
      return `<s>${showInlines(inline.children)}</s>`;
    case "code":
      return `<code>${inline.text}</code>`;
    case "math":
      return `<tex>${inline.text}</tex>`;
    case "link":
      return `<a ${inline.href}>${showInlines(inline.children)}</a>`;
    case "break":
      return "<br>";
    case "note":
      return `<note ${inline.n}>`;
    case "citation":
      return `<source ${inline.n}>`;
    default:
      return inline.text;
  }
}

function showBlock(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return showInlines(block.children);
    case "heading":
      return `<h${block.level}>${showInlines(block.children)}</h${block.level}>`;
    case "code":
      return `<pre ${block.language ?? ""}>${block.text}</pre>`;
    case "math":
      return `<tex>${block.text}</tex>`;
    case "quote":
      return `<quote>${show(block.children)}</quote>`;
    case "list": {
      const items = block.items.map(({ value, checked, children }) => {
        const box = checked === undefined ? "" : checked ? " x" : " _";
        return `<li${value === undefined ? "" : ` ${value}`}${box}>${show(children)}`;
      });
      return block.ordered ? `<ol>${items.join("")}</ol>` : `<ul>${items.join("")}</ul>`;
    }
    case "table": {
      const row = (cells: readonly Inline[][]) => cells.map(showInlines).join(" | ");
      return `<table ${block.align.join()}>${[block.header, ...block.rows].map(row).join(" // ")}</table>`;
    }
    case "rule":
      return "<hr>";
    case "notes":
      return block.notes.map(({ n, children }) => `<footnote ${n}>${show(children)}</footnote>`).join("");
  }
}
