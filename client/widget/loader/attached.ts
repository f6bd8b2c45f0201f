import { host } from "./element.ts";

/** The page may remove the widget and gets it back, but not more often than this, ms: two scripts must not fight for ever. */
const RETURN = 250;

let onReturn = (): void => undefined;
let timer = 0;

const watch = new MutationObserver(() => {
  if (!host.isConnected && !timer) timer = window.setTimeout(put, RETURN);
});

/** Keeps the widget in the page. `returned` is called when it is there, and each time that it has come back. */
export function attach(returned: () => void): void {
  onReturn = returned;
  put();
}

export function detach(): void {
  watch.disconnect();
  clearTimeout(timer);
  host.remove();
}

function put(): void {
  timer = 0;
  const page = document.documentElement;
  page?.append(host);
  // `document.write` into a loaded page replaces the element, so both are watched.
  watch.disconnect();
  watch.observe(document, { childList: true });
  if (page) watch.observe(page, { childList: true });
  onReturn();
}
