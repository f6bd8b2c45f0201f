import { Show } from "solid-js";
import type { MadeKey } from "../../../../shared/keys.ts";
import { now } from "../../../parts/lib/now.ts";
import { createCopy } from "../../../ui/copy/create-copy.ts";
import { formatMoment } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/keys.ts";
import { SecretDialog } from "../secret-dialog.tsx";

/** The secret of a key that was made or rotated, and a command that uses it. */
export function MadeKeyDialog(props: { made: MadeKey; isRotated: boolean; onClose: () => void }) {
  const { copied, copy } = createCopy();
  const command = () => `curl -H "authorization: Bearer ${props.made.secret}" ${location.origin}/api/v1/me`;
  async function copyCommand(onCopied: () => void): Promise<void> {
    if (await copy(command())) onCopied();
  }
  return (
    <SecretDialog
      title={t("secretTitle", { name: props.made.name })}
      about={t("secretKeep")}
      label={t("secret")}
      value={props.made.secret}
      onClose={() => props.onClose()}
    >
      {(onCopied) => (
        <>
          <Show when={props.isRotated}>
            <p>
              {props.made.previousUntil === null
                ? t("oldEnded")
                : t("oldSecretUntil", { time: formatMoment(props.made.previousUntil, now()) })}
            </p>
          </Show>
          <p>{t("tryIt")}</p>
          <pre class="keys__command" tabindex="0" aria-label={t("tryIt")} dir="ltr">
            <code>{command()}</code>
          </pre>
          <div>
            <button type="button" class="button button--small" onClick={() => void copyCommand(onCopied)}>
              <Icon name={copied() ? "check" : "copy"} /> {copied() ? t("copied") : t("copyCommand")}
            </button>
          </div>
        </>
      )}
    </SecretDialog>
  );
}
