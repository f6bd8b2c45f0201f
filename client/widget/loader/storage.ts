/**
 * Reads or writes a fact of this widget in the page's own storage; none of them is a secret. `open` lasts as long as the tab. `known`: the
 * visitor has talked before. `hidden`: the visitor has hidden the button.
 */
export function kept(widget: string, name: "open" | "known" | "hidden", value?: string): string | null {
  try {
    const storage = name === "open" ? sessionStorage : localStorage;
    const key = `parley:${widget}:${name}`;
    if (value === undefined) return storage.getItem(key);
    storage.setItem(key, value);
  } catch {
    // A page without storage forgets it.
  }
  return "";
}
