import type { WidgetConfig, WidgetLanguage } from "../../../shared/widget.ts";
import type { BootOptions, Call, WidgetEvent } from "./api.ts";

export type Label = "openChat" | "closeChat";
export type Listener = (value: number) => void;

/** What the button has made, for the part that has the frame and comes when somebody touches the button. */
export interface Base {
  /** Parley's, from where the script came. */
  origin: string;
  options: BootOptions;
  config: WidgetConfig;
  root: ShadowRoot;
  button: HTMLButtonElement;
  badge: HTMLElement;
  listeners: [event: WidgetEvent, listener: Listener][];
  /** Of the page, or of the browser. */
  language: () => WidgetLanguage;
  label: (name: Label) => string;
  setLook: () => void;
  setIcon: (name: "close" | "own") => void;
  /** Called each time that the page has removed the widget and it has come back. */
  returned: () => void;
  /** Removes the widget. `boot` begins again. */
  remove: () => void;
}

/** The other part: takes the calls from now on. */
export type Run = (base: Base) => (call: Call | ["click"]) => void;
