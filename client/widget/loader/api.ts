/** What a page can say to its widget: `docs/widget.md`. */
export interface BootOptions {
  /** The widget's key, `wid_…`. */
  widget: string;
  /** `en`, `de`, `ar`, `fr`, `es` or `ja`. Without it, the language of the page, then of the browser. */
  language?: string;
  /** A token of the company's server that says who the visitor is, or a function that gets a new one. */
  identity?: string | (() => string | Promise<string>);
  /** The page has a button of its own, and calls `Parley.open()`. */
  hideButton?: boolean;
}

export type WidgetEvent = "ready" | "open" | "close" | "unread";

export interface ParleyGlobal {
  boot: (options: BootOptions) => void;
  /** Changes options, and says that the page is another one now where the browser does not say so. */
  update: (options?: Partial<BootOptions>) => void;
  /** Opens the panel. `text` is put into an empty message field, and is not sent. */
  open: (text?: string) => void;
  close: () => void;
  /** Forgets the visitor on this device and removes the widget: for the page's own log-out. */
  shutdown: () => void;
  /** Returns a function that unsubscribes. `unread` gets the number of messages. */
  on: (event: WidgetEvent, listener: (value: number) => void) => () => void;
  /** `["open"]`, `["on", "unread", listener]`: calls that also work before the script is loaded. */
  push: (call: Call) => void;
}

export type Call = {
  [Name in keyof Omit<ParleyGlobal, "push">]: [Name, ...Parameters<ParleyGlobal[Name]>];
}[keyof Omit<ParleyGlobal, "push">];
