import { createSignal } from "solid-js";
import { copyText } from "./copy/copy-text.ts";
import { Icon } from "./icon.tsx";
import "./copy-line.css";

/** A text with a button that copies it. */
export function CopyLine(props: { label: string; value: string }) {
  const [copied, setCopied] = createSignal(false);
  let input: HTMLInputElement | undefined;
  async function copy(): Promise<void> {
    input?.select();
    setCopied(await copyText(props.value));
  }
  return (
    <>
      <div class="copy-line">
        <input ref={input} class="field__input" readOnly value={props.value} aria-label={props.label} />
        <button type="button" class="button button--primary" onClick={() => void copy()}>
          <Icon name={copied() ? "check" : "copy"} /> {copied() ? "Copied" : "Copy"}
        </button>
      </div>
      <span class="visually-hidden" role="status">
        {copied() ? "Link copied" : ""}
      </span>
    </>
  );
}
