import { createSignal, For } from "solid-js";
import { copyText } from "../../../ui/copy/copy-text.ts";
import { Icon } from "../../../ui/icon.tsx";

/** The codes, shown once, with ways to keep them. */
export function RecoveryCodes(props: { codes: readonly string[]; onDone: () => void }) {
  const [copied, setCopied] = createSignal(false);
  const text = () => `Recovery codes for Parley (each works once)\n\n${props.codes.join("\n")}\n`;
  function download(): void {
    const address = URL.createObjectURL(new Blob([text()], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = "parley-recovery-codes.txt";
    link.click();
    URL.revokeObjectURL(address);
  }
  return (
    <div class="form">
      <p>
        Keep these codes where you find them without your phone. Each signs you in once. Copy them now; they
        are not shown again.
      </p>
      <ul class="profile__codes" aria-label="Recovery codes">
        <For each={props.codes}>{(code) => <li>{code}</li>}</For>
      </ul>
      <div class="profile__buttons">
        <button
          type="button"
          class="button button--small"
          onClick={() => void copyText(text()).then(setCopied)}
        >
          <Icon name={copied() ? "check" : "copy"} /> {copied() ? "Copied" : "Copy codes"}
        </button>
        <button type="button" class="button button--small" onClick={download}>
          <Icon name="download" /> Download
        </button>
      </div>
      <div class="dialog__actions">
        <button type="button" class="button button--primary" onClick={() => props.onDone()}>
          I have kept them
        </button>
      </div>
    </div>
  );
}
