import { createSignal } from "solid-js";
import type { typeset } from "./typesetter.ts";

const [typesetter, setTypesetter] = createSignal<typeof typeset>();
let loading: Promise<void> | undefined;

/** The typesetter of formulas, once it is there. */
export { typesetter };

/** Loads it with the first formula that is shown. Where that fails, for example offline, formulas are shown as their source. */
export function loadTypesetter(): void {
  loading ??= import("./typesetter.ts").then(
    (module) => void setTypesetter(() => module.typeset),
    () => (loading = undefined),
  );
}
