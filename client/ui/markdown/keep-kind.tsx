import { createMemo, untrack, type Accessor, type JSX } from "solid-js";

interface Kind {
  type: string;
}

/**
 * Renders a node that may be replaced by a newer reading of a growing text. While its kind stays, its elements stay, and only what
 * changed in it is set; so a selection in it stays too.
 */
export function keepKind<Node extends Kind>(
  node: Accessor<Node>,
  render: (first: Node) => JSX.Element,
): JSX.Element {
  const kind = createMemo(() => node().type);
  const rendered = createMemo(() => {
    kind();
    return untrack(() => render(node()));
  });
  return <>{rendered()}</>;
}

/** The node while it is of the kind of `first`; afterwards the last one that was, until its elements are gone. */
export function whileSame<Node extends Kind, First extends Node>(
  node: Accessor<Node>,
  first: First,
  is: (node: Node) => node is First,
): Accessor<First> {
  return createMemo<First>((last) => {
    const now = node();
    return is(now) ? now : last;
  }, first);
}
