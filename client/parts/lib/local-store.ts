/** `localStorage` for data that may be lost. If the browser forbids storage or it is full, the data stays in memory for this tab. */
const memory = new Map<string, string>();

function read(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

function write(key: string, value: string | null): void {
  if (value === null) memory.delete(key);
  else memory.set(key, value);
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Writing failed. The value stays in memory.
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
