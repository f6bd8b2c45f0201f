import type { Format } from "./format-text.ts";

/** The format of a key combination, or null. Ctrl+K is a link only where something is selected: else it opens the switcher. */
export function formatOfKey(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">,
  hasSelection: boolean,
): Format | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (event.shiftKey) return key === "x" ? "strike" : null;
  if (key === "b") return "bold";
  if (key === "i") return "italic";
  if (key === "e") return "code";
  return key === "k" && hasSelection ? "link" : null;
}
