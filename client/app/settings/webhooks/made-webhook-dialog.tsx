import type { NewWebhook } from "../../../../shared/webhooks.ts";
import { t } from "../../../words/webhooks.ts";
import { SecretDialog } from "../secret-dialog.tsx";

/** The secret of a webhook that was made, or whose secret was replaced. */
export function MadeWebhookDialog(props: { made: NewWebhook; onClose: () => void }) {
  return (
    <SecretDialog
      title={t("secretTitle", { name: props.made.webhook.name })}
      about={t("secretAbout")}
      label={t("secret")}
      value={props.made.secret}
      onClose={() => props.onClose()}
    />
  );
}
