import { createSignal } from "solid-js";
import { localStore } from "./local-store.ts";

/** Speech input may trigger single-letter keys by accident. So keys without Ctrl or Cmd can be turned off (WCAG 2.1.4). */
const KEY = "parley:single-keys";

const [singleKeys, setSignal] = createSignal(localStore.read(KEY) !== "off");

export { singleKeys };

export function setSingleKeys(on: boolean): void {
  setSignal(on);
  localStore.write(KEY, on ? null : "off");
}
