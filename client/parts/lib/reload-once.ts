const KEY = "parley:reloaded";
/** A second update within this time is not a new one: loading the page again has not helped, ms. */
const SAME_UPDATE = 600_000;

/**
 * Loads the page again, because the server speaks a newer version (4426). What was written is stored, and the new page sends it. Does
 * nothing if this tab has just done so, or if the person would lose something: an open dialog, an edit, a running upload.
 */
export function reloadOnce(): void {
  if (wouldLose()) return;
  try {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    if (Date.now() - last < SAME_UPDATE) return;
    sessionStorage.setItem(KEY, String(Date.now()));
  } catch {
    // Without a memory of the last time, this page might load again for ever.
    return;
  }
  location.reload();
}

/** Uploads object to the page's end by its own event. */
function wouldLose(): boolean {
  const isFree = dispatchEvent(new Event("beforeunload", { cancelable: true }));
  return !isFree || document.querySelector("dialog[open], .editor") !== null;
}
