import { afterEach, expect, test, vi } from "vitest";
import { localStore } from "../../../client/parts/lib/local-store.ts";

afterEach(() => vi.unstubAllGlobals());

/** `localStorage` of a browser, in which other tabs write too. */
function aBrowser(isFull = false) {
  const items = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (isFull) throw new DOMException("full", "QuotaExceededError");
      items.set(key, value);
    },
    removeItem: (key: string) => void items.delete(key),
  });
  return items;
}

test("CLIENT-35: what another tab has removed is not remembered here", () => {
  const items = aBrowser();
  localStore.write("parley:me", "ada");
  items.delete("parley:me");
  expect(localStore.read("parley:me")).toBeNull();
  items.set("parley:me", "grace");
  expect(localStore.read("parley:me")).toBe("grace");
});

test("what a full or forbidden storage does not take stays for this tab", () => {
  aBrowser(true);
  localStore.write("parley:theme", "dark");
  expect(localStore.read("parley:theme")).toBe("dark");
  localStore.write("parley:theme", null);
  expect(localStore.read("parley:theme")).toBeNull();
});
