/** `localStorage`, for what may be lost: a browser that forbids it, or is full, gets memory for this tab. */
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
    // It stays in memory.
  }
}

function keys(prefix: string): string[] {
  const found = new Set([...memory.keys()]);
  try {
    for (let i = 0; i < localStorage.length; i++) found.add(localStorage.key(i) ?? "");
  } catch {
    // Only what is in memory, then.
  }
  return [...found].filter((key) => key.startsWith(prefix));
}

export const localStore = { read, write, keys };
