import { createSignal } from "solid-js";
import { t } from "../words/ui.ts";
import { copyText } from "./copy/copy-text.ts";
import { Icon } from "./icon.tsx";
import "./copy-line.css";
import "./field.css";

/** A text with a button that copies it. `onCopied`: it is in the clipboard. */
export function CopyLine(props: { label: string; value: string; onCopied?: () => void }) {
  const [copied, setCopied] = createSignal(false);
  let input: HTMLInputElement | undefined;
  async function copy(): Promise<void> {
    input?.select();
    if (!(await copyText(props.value))) return;
    setCopied(true);
    props.onCopied?.();
  }
  return (
    <>
      <div class="copy-line">
        <input ref={input} class="field__input" readOnly value={props.value} aria-label={props.label} />
        <button type="button" class="button button--primary" onClick={() => void copy()}>
          <Icon name={copied() ? "check" : "copy"} /> {copied() ? t("copied") : t("copy")}
        </button>
      </div>
      <span class="visually-hidden" role="status">
        {copied() ? t("copied") : ""}
      </span>
    </>
  );
}
