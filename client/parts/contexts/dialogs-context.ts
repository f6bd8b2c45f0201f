import { createSignal, type Accessor } from "solid-js";
import { makeContext } from "./make-context.ts";

/** Dialogs that any page may open. They stand in the page around all others, as the menu that opens one is gone by then. */
export type DialogName = "newDirect" | "newGroup" | "newSession" | "status" | "notifications" | "switcher";

export interface DialogsContext {
  /** One at a time. */
  shown: Accessor<DialogName | undefined>;
  open: (name: DialogName) => void;
  /** Does nothing where another one has taken its place. */
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
