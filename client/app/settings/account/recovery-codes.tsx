import { createSignal, For } from "solid-js";
import { copyText } from "../../../ui/copy/copy-text.ts";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/account.ts";

/** The codes, shown once, with ways to keep them. */
export function RecoveryCodes(props: { codes: readonly string[]; onDone: () => void }) {
  const [copied, setCopied] = createSignal(false);
  const text = () => `${t("codesFile")}\n\n${props.codes.join("\n")}\n`;
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
      <p>{t("keepCodes")}</p>
      <ul class="profile__codes" aria-label={t("recoveryCodes")}>
        <For each={props.codes}>{(code) => <li>{code}</li>}</For>
      </ul>
      <div class="profile__buttons">
        <button
          type="button"
          class="button button--small"
          onClick={() => void copyText(text()).then(setCopied)}
        >
          <Icon name={copied() ? "check" : "copy"} /> {copied() ? t("copied") : t("copyCodes")}
        </button>
        <button type="button" class="button button--small" onClick={download}>
          <Icon name="download" /> {t("download")}
        </button>
      </div>
      <div class="dialog__actions">
        <button type="button" class="button button--primary" onClick={() => props.onDone()}>
          {t("keptThem")}
        </button>
      </div>
    </div>
  );
}
