import { createSignal, onCleanup, type Accessor } from "solid-js";
import { copyText } from "./copy-text.ts";

const COPIED_NOTICE_MS = 2_000;

/** Copying with a notice: `copied` is true for two seconds after a text is in the clipboard. `copy` resolves to whether it is there. */
export function createCopy(): {
  copied: Accessor<boolean>;
  copy: (text: string | Promise<string>) => Promise<boolean>;
} {
  const [copied, setCopied] = createSignal(false);
  let timer = 0;
  onCleanup(() => clearTimeout(timer));
  async function copy(text: string | Promise<string>): Promise<boolean> {
    if (!(await copyText(await text))) return false;
    setCopied(true);
    clearTimeout(timer);
    timer = window.setTimeout(() => setCopied(false), COPIED_NOTICE_MS);
    return true;
  }
  return { copied, copy };
}
