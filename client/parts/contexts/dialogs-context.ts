import { createSignal, type Accessor } from "solid-js";
import { makeContext } from "./make-context.ts";

/** Dialogs that any page may open. They are rendered outside the pages, because the menu that opens one has closed by then. */
export type DialogName =
  "newDirect" | "newGroup" | "newSession" | "status" | "handle" | "notifications" | "switcher" | "shortcuts";

export interface DialogsContext {
  /** Only one dialog is shown at a time. */
  shown: Accessor<DialogName | undefined>;
  open: (name: DialogName) => void;
  /** Does nothing if another dialog is shown by now. */
  close: (name: DialogName) => void;
}

const context = makeContext<DialogsContext>("Dialogs");
export const { Provider: DialogsProvider, use: useDialogs } = context;

export function createDialogs(): DialogsContext {
  const [shown, setShown] = createSignal<DialogName>();
  return {
    shown,
    open: setShown,
    close: (name) => void setShown((now) => (now === name ? undefined : now)),
  };
}
