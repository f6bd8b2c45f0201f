import { useBeforeLeave } from "@solidjs/router";
import { createSignal, type JSX, onCleanup } from "solid-js";
import { CopyLine } from "../../ui/copy-line.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { t } from "../../words/settings.ts";

/** Shows something that cannot be shown again. Until it was copied, only the button that says so closes it. */
export function SecretDialog(props: {
  title: string;
  /** What it is for, and what happens if somebody else has it. */
  about: string;
  label: string;
  value: string;
  onClose: () => void;
  /** What stands below it. `onCopied`: for another text with the secret in it. */
  children?: (onCopied: () => void) => JSX.Element;
}) {
  const [isCopied, setCopied] = createSignal(false);
  const [isWarned, setWarned] = createSignal(false);
  const onCopied = () => setCopied(true);
  function holds(): boolean {
    if (!isCopied()) setWarned(true);
    return !isCopied();
  }
  const beforeUnload = (event: BeforeUnloadEvent) => {
    if (holds()) event.preventDefault();
  };
  addEventListener("beforeunload", beforeUnload);
  onCleanup(() => removeEventListener("beforeunload", beforeUnload));
  useBeforeLeave((leaving) => {
    if (holds()) leaving.preventDefault();
  });
  return (
    <Dialog title={props.title} holds={holds} onClose={() => props.onClose()}>
      <div class="form">
        <p class="settings__warning">
          <b>{t("secretOnce")}</b> {props.about}
        </p>
        <CopyLine label={props.label} value={props.value} onCopied={onCopied} />
        {props.children?.(onCopied)}
        <p class="field__error" role="alert">
          {isWarned() && !isCopied() ? t("notCopied") : ""}
        </p>
        <div class="dialog__actions">
          <button type="button" class="button" onClick={() => props.onClose()}>
            {isCopied() ? t("done") : t("stored")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
