import { createSignal } from "solid-js";
import { localStore } from "../lib/local-store.ts";
import type { SkinTone } from "./emoji.ts";

const TONE = "parley:emoji:tone";
const RECENT = "parley:emoji:recent";
const MOST_RECENT = 16;
const tones: readonly SkinTone[] = [0, 1, 2, 3, 4, 5];

const [tone, setTone] = createSignal<SkinTone>(
  tones.find((one) => String(one) === localStore.read(TONE)) ?? 0,
);

/** The skin tone that this device remembers. */
export { tone };

export function rememberTone(next: SkinTone): void {
  setTone(next);
  localStore.write(TONE, String(next));
}

/** The emoji that were chosen last on this device, the newest first. */
export const recentEmoji = (): string[] => (localStore.read(RECENT) ?? "").split(" ").filter(Boolean);

export function rememberEmoji(text: string): void {
  const before = recentEmoji().filter((one) => one !== text);
  localStore.write(RECENT, [text, ...before].slice(0, MOST_RECENT).join(" "));
}
