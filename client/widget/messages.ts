/**
 * What the loader on a company's page and the panel in its frame say to each other by `postMessage`. Both sides check the window, the origin
 * and the shape of each message, and take nothing from one that fails. No message holds a token of Parley's, or the text of a message.
 */

import type { WidgetConfig } from "../../shared/widget.ts";

/** In every message, so that those of other scripts are told apart. */
export const MARK = "parley.1";

/** The page as the visitor sees it. */
export interface PageFacts {
  url: string;
  title: string;
  referrer: string;
}

/** `by`: a person who opens it by hand gets the focus; a script never takes it. */
export type Opener = "hand" | "script";

export type ToPanel =
  | { type: "start"; page: PageFacts; identity: string | null; isOpen: boolean }
  | { type: "open"; by: Opener; text: string }
  | { type: "close" }
  | { type: "page"; page: PageFacts }
  /** The company's token that says who the visitor is; null if there is none now. */
  | { type: "identity"; token: string | null }
  /** Forgets the visitor on this device. */
  | { type: "forget" }
  /** The widget as it is being changed, in the preview. Taken from a page of Parley's alone. */
  | { type: "draft"; draft: PanelDraft; isClosed: boolean };

/** What shows before it is published. `isClosed` beside it shows the panel outside of the business hours. */
export type PanelDraft = Pick<WidgetConfig, "look" | "texts" | "starters" | "form" | "hours" | "language">;

export type FromPanel =
  | { type: "ready" }
  /** `labels`: the button's names while closed and open; `title`: for the page's title, empty for none. `isKnown`: this visitor has talked before. */
  | { type: "unread"; count: number; labels: [closed: string, open: string]; title: string; isKnown: boolean }
  /** Shows the newest message above the button, this high in CSS pixels; 0 hides it. */
  | { type: "preview"; height: number }
  | { type: "open" }
  | { type: "close" }
  /** Asks for a new token of the company's. */
  | { type: "identity" }
  /** The visitor hides the button. */
  | { type: "hide" };

export type Marked<Message> = Message & { mark: typeof MARK };

/** A message of the panel; null for anything else. Its fields are checked where they are used. */
export function fromPanel(data: unknown): FromPanel | null {
  return (data as { mark?: unknown } | null)?.mark === MARK ? (data as FromPanel) : null;
}

/** A message of the page; null for anything else. */
export function toPanel(data: unknown): ToPanel | null {
  if (typeof data !== "object" || data === null || (data as { mark?: unknown }).mark !== MARK) return null;
  const message = data as ToPanel;
  switch (message.type) {
    case "start":
      return isPage(message.page) && isToken(message.identity) && typeof message.isOpen === "boolean"
        ? message
        : null;
    case "page":
      return isPage(message.page) ? message : null;
    case "identity":
      return isToken(message.token) ? message : null;
    case "open":
      return (message.by === "hand" || message.by === "script") && typeof message.text === "string"
        ? message
        : null;
    case "draft":
      // Whole only from Parley's own page, which the panel asks for before it takes one.
      return typeof message.draft === "object" && message.draft !== null ? message : null;
    case "close":
    case "forget":
      return message;
    default:
      return null;
  }
}

function isPage(value: unknown): value is PageFacts {
  if (typeof value !== "object" || value === null) return false;
  const { url, title, referrer } = value as Record<string, unknown>;
  return typeof url === "string" && typeof title === "string" && typeof referrer === "string";
}

const isToken = (value: unknown): value is string | null => value === null || typeof value === "string";
