import { createSignal, onCleanup, type Accessor } from "solid-js";
import { copyText } from "./copy-text.ts";

const COPIED_NOTICE_MS = 2_000;

/** Copying with a notice: `copied` is true for two seconds after a text is in the clipboard. */
export function createCopy(): {
  copied: Accessor<boolean>;
  copy: (text: string | Promise<string>) => Promise<void>;
} {
  const [copied, setCopied] = createSignal(false);
  let timer = 0;
  onCleanup(() => clearTimeout(timer));
  async function copy(text: string | Promise<string>): Promise<void> {
    if (!(await copyText(await text))) return;
    setCopied(true);
    clearTimeout(timer);
    timer = window.setTimeout(() => setCopied(false), COPIED_NOTICE_MS);
  }
  return { copied, copy };
}
