import { createSignal, onCleanup } from "solid-js";
import { localStore } from "../../../parts/lib/local-store.ts";

const KEY = "parley:panel";
/** From this width on the panel stands beside the room, as in room.css. On narrower screens it covers the room and starts closed. */
const WIDE = "(min-width: 73.75rem)";

export function createPanelState() {
  const wide = matchMedia(WIDE);
  const wanted = () => wide.matches && localStore.read(KEY) === "open";
  const [open, set] = createSignal(wanted());
  const onResize = () => set(wanted());
  wide.addEventListener("change", onResize);
  onCleanup(() => wide.removeEventListener("change", onResize));
  function setOpen(next: boolean): void {
    set(next);
    if (wide.matches) localStore.write(KEY, next ? "open" : null);
  }
  /** What the panel shows. */
  const [page, setPage] = createSignal<"members" | "files" | "pins" | "tasks">("members");
  return { open, setOpen, page, setPage };
}
