import { createMemo, createResource, createSignal, type Accessor } from "solid-js";
import { loadParsers, readWhen, type When } from "../../../shared/when/index.ts";

export interface WhenText {
  text: Accessor<string>;
  setText: (text: string) => void;
  /** The time that the text names; null if it names none, or the languages are still loading. */
  when: Accessor<When | null>;
  /** `empty`: nothing is written. `loading`: it cannot be read yet. `failed`: it can never be read, because the parts did not load. */
  state: Accessor<"empty" | "loading" | "failed" | "none" | "read">;
}

export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A time that a person writes in words, in one of the languages of their browser. `now`: milliseconds since 1970. */
export function createWhen(now: () => number): WhenText {
  const zone = deviceZone();
  const [text, setText] = createSignal("");
  const [parsers] = createResource(() => loadParsers(navigator.languages));
  const when = createMemo(() => {
    const loaded = parsers.error === undefined ? parsers() : undefined;
    if (loaded === undefined || text().trim() === "") return null;
    return readWhen(text(), { now: now(), zone, parsers: loaded });
  });
  const state = () => {
    if (text().trim() === "") return "empty";
    if (parsers.error !== undefined) return "failed";
    if (parsers.loading) return "loading";
    return when() === null ? "none" : "read";
  };
  return { text, setText, when, state };
}
