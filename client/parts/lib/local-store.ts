/** `localStorage` for data that may be lost. If the browser forbids storage or it is full, the data stays in memory for this tab. */
const memory = new Map<string, string>();

function read(key: string): string | null {
  const kept = memory.get(key);
  if (kept !== undefined) return kept;
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** A value that was stored is not in memory too: another tab may change or remove it. */
function write(key: string, value: string | null): void {
  memory.delete(key);
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    if (value !== null) memory.set(key, value);
  }
}

function keys(prefix: string): string[] {
  const found = new Set([...memory.keys()]);
  try {
    for (let i = 0; i < localStorage.length; i++) found.add(localStorage.key(i) ?? "");
  } catch {
    // Reading failed. Only the keys in memory are listed.
  }
  return [...found].filter((key) => key.startsWith(prefix));
}

export const localStore = { read, write, keys };
