import { render } from "solid-js/web";
import { Dialog } from "../dialog.tsx";
import { t } from "../../words/copy-by-hand.ts";
import "./copy-dialog.css";

/** Shows a text that the page cannot copy itself, selected for copying by hand. */
export function showCopyDialog(text: string): void {
  const host = document.createElement("div");
  document.body.append(host);
  const close = render(
    () => (
      <CopyDialog
        text={text}
        onClose={() => {
          close();
          host.remove();
        }}
      />
    ),
    host,
  );
}

function CopyDialog(props: { text: string; onClose: () => void }) {
  return (
    <Dialog title={t("title")} onClose={() => props.onClose()}>
      <p>{t("how")}</p>
      <textarea
        class="field__input copy-dialog__text"
        aria-label={t("text")}
        readOnly
        // The dialog gives the focus to it when it opens.
        autofocus
        onFocus={(event) => event.currentTarget.select()}
        rows="10"
        value={props.text}
      />
    </Dialog>
  );
}
