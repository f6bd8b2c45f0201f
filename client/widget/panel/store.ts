/** What the panel keeps in its own origin's storage, by widget. A browser that forbids it forgets it with the tab. */
import type { WidgetId } from "../../../shared/ids.ts";
import { localStore } from "../../parts/lib/local-store.ts";

export interface PanelStore {
  read: (name: Name) => string;
  write: (name: Name, value: string) => void;
}

/** `token`: only in a browser without cookies for frames. `view`: the open conversation. `draft …`: text that was not sent. */
type Name = "token" | "known" | "view" | "sound" | "answered" | `draft ${string}`;

export function openStore(widget: WidgetId): PanelStore {
  const key = (name: Name) => `parley:${widget}:${name}`;
  return {
    read: (name) => localStore.read(key(name)) ?? "",
    write: (name, value) => localStore.write(key(name), value === "" ? null : value),
  };
}
