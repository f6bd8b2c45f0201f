import { Index, type Accessor, type JSX } from "solid-js";
import { assertNever } from "../../../shared/assert-never.ts";
import type { Inline } from "../../../shared/markup/tree.ts";
import { CitationMark } from "./citation-mark.tsx";
import { GrowingText } from "./growing-text.ts";
import { keepKind, whileSame } from "./keep-kind.tsx";
import { Formula } from "./math/formula.tsx";
import { NoteMark } from "./notes.tsx";

export function Inlines(props: { inlines: readonly Inline[] }) {
  return (
    <Index each={props.inlines}>{(inline) => keepKind(inline, (first) => renderInline(inline, first))}</Index>
  );
}

function renderInline(inline: Accessor<Inline>, first: Inline): JSX.Element {
  switch (first.type) {
    case "text": {
      const node = whileSame(inline, first, (now) => now.type === "text");
      return <GrowingText text={node().text} />;
    }
    case "mention": {
      const node = whileSame(inline, first, (now) => now.type === "mention");
      return (
        <span class="mention" dir="auto">
          {node().text}
        </span>
      );
    }
    case "citation": {
      const node = whileSame(inline, first, (now) => now.type === "citation");
      return <CitationMark n={node().n} />;
    }
    case "note": {
      const node = whileSame(inline, first, (now) => now.type === "note");
      return <NoteMark n={node().n} />;
    }
    case "code": {
      const node = whileSame(inline, first, (now) => now.type === "code");
      return (
        <code dir="ltr">
          <GrowingText text={node().text} />
        </code>
      );
    }
    case "math": {
      const node = whileSame(inline, first, (now) => now.type === "math");
      return <Formula tex={node().text} display={false} />;
    }
    case "break":
      return <br />;
    case "strong": {
      const node = whileSame(inline, first, (now) => now.type === "strong");
      return (
        <strong>
          <Inlines inlines={node().children} />
        </strong>
      );
    }
    case "emphasis": {
      const node = whileSame(inline, first, (now) => now.type === "emphasis");
      return (
        <em>
          <Inlines inlines={node().children} />
        </em>
      );
    }
    case "deleted": {
      const node = whileSame(inline, first, (now) => now.type === "deleted");
      return (
        <del>
          <Inlines inlines={node().children} />
        </del>
      );
    }
    case "link": {
      const node = whileSame(inline, first, (now) => now.type === "link");
      return (
        <a href={node().href} title={node().href} target="_blank" rel="noopener noreferrer nofollow">
          <Inlines inlines={node().children} />
        </a>
      );
    }
    default:
      return assertNever(first);
  }
}
