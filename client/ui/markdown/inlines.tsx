import { For, type JSX } from "solid-js";
import { assertNever } from "../../../shared/assert-never.ts";
import type { Inline } from "./ast.ts";
import { CitationMark } from "./citation-mark.tsx";

export function Inlines(props: { inlines: readonly Inline[] }) {
  return <For each={props.inlines}>{renderInline}</For>;
}

function renderInline(inline: Inline): JSX.Element {
  switch (inline.type) {
    case "text":
      return inline.text;
    case "mention":
      return (
        <span class="mention" dir="auto">
          {inline.text}
        </span>
      );
    case "citation":
      return <CitationMark n={inline.n} />;
    case "code":
      return <code dir="ltr">{inline.text}</code>;
    case "break":
      return <br />;
    case "strong":
      return (
        <strong>
          <Inlines inlines={inline.children} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <Inlines inlines={inline.children} />
        </em>
      );
    case "deleted":
      return (
        <del>
          <Inlines inlines={inline.children} />
        </del>
      );
    case "link":
      return (
        <a href={inline.href} title={inline.href} target="_blank" rel="noopener noreferrer nofollow">
          <Inlines inlines={inline.children} />
        </a>
      );
    default:
      return assertNever(inline);
  }
}
