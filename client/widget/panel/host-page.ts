import { MARK, toPanel, type FromPanel, type ToPanel } from "../messages.ts";

export interface HostPage {
  /** Of the page that holds the panel; the panel's own if it stands alone. */
  origin: () => string;
  isAlone: boolean;
  /** Resolves when the page has named itself. */
  started: Promise<void>;
  send: (message: FromPanel) => void;
}

/**
 * The page that holds the panel. The first `start` says its origin; a message from another window or another origin is ignored from then on.
 * That the page may hold the panel at all is what `frame-ancestors` says, and the server asks again when the session begins.
 */
export function openHostPage(take: (message: ToPanel) => void): HostPage {
  const page = window.parent;
  let origin: string | null = null;
  if (page === window) {
    return {
      origin: () => location.origin,
      isAlone: true,
      started: Promise.resolve(),
      send: () => undefined,
    };
  }
  let start = (): void => undefined;
  const started = new Promise<void>((resolve) => (start = resolve));
  addEventListener("message", (event: MessageEvent) => {
    if (event.source !== page || event.origin === "null" || (origin !== null && event.origin !== origin))
      return;
    const message = toPanel(event.data);
    if (message === null || (origin === null && message.type !== "start")) return;
    origin ??= event.origin;
    take(message);
    start();
  });
  return {
    origin: () => origin ?? "",
    isAlone: false,
    started,
    // Before the page has named itself, there is nothing to say but that the panel works.
    send: (message) => page.postMessage({ ...message, mark: MARK }, origin ?? "*"),
  };
}
