import { createRenderEffect, untrack } from "solid-js";

/**
 * A text node that grows by appending. Setting the whole text again would end a selection in it, and only what comes after the common
 * beginning is replaced when the text changes otherwise.
 */
export function GrowingText(props: { text: string }): Node {
  const node = document.createTextNode(untrack(() => props.text));
  createRenderEffect(() => {
    const { text } = props;
    const kept = commonLength(node.data, text);
    if (kept < node.length) node.replaceData(kept, node.length - kept, text.slice(kept));
    else if (kept < text.length) node.appendData(text.slice(kept));
  });
  return node;
}

function commonLength(before: string, after: string): number {
  if (after.startsWith(before)) return before.length;
  const most = Math.min(before.length, after.length);
  let length = 0;
  while (length < most && before.charCodeAt(length) === after.charCodeAt(length)) length += 1;
  return length;
}
