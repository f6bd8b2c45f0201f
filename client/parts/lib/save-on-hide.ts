import { onCleanup } from "solid-js";

/** Calls `keep` whenever the page is hidden or unloaded, because the page may never be shown again. It ends with its owner. */
export function saveOnHide(keep: () => void): void {
  document.addEventListener("visibilitychange", keep);
  addEventListener("pagehide", keep);
  onCleanup(() => {
    document.removeEventListener("visibilitychange", keep);
    removeEventListener("pagehide", keep);
  });
}
