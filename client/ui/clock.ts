/** The clock that the person has chosen in the account. It is kept on the device, so that the first paint has it. */
const KEY = "parley:clock";

/** Undefined: as the browser's language has it. */
export function chosenClock(): "h12" | "h23" | undefined {
  const kept = read();
  return kept === "12" ? "h12" : kept === "24" ? "h23" : undefined;
}

/** Whether this device had another choice before. The formatters are made when a page is loaded. */
export function keepClock(choice: "auto" | "12" | "24"): boolean {
  const wanted = choice === "auto" ? null : choice;
  if (read() === wanted) return false;
  try {
    if (wanted === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, wanted);
    return true;
  } catch {
    // Without storage, the browser's own clock is shown.
    return false;
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
