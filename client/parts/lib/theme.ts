import { createSignal } from "solid-js";
import { localStore } from "./local-store.ts";

export type Theme = "system" | "light" | "dark";

// `public/theme.js` also reads this key, before the first paint.
const KEY = "parley:theme";

const kept = localStore.read(KEY);
const [theme, setSignal] = createSignal<Theme>(kept === "light" || kept === "dark" ? kept : "system");

export { theme };

export function setTheme(next: Theme): void {
  setSignal(next);
  localStore.write(KEY, next === "system" ? null : next);
  if (next === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = next;
}
