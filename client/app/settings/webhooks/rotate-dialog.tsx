import { createSignal } from "solid-js";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { type NewWebhook, type Webhook, webhookPaths } from "../../../../shared/webhooks.ts";
import { createRequestKey } from "../../../parts/form/create-request-key.ts";
import { FormDialog } from "../../../parts/form/form-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { Select } from "../../../ui/select.tsx";
import { t } from "../../../words/webhooks.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Makes a new secret, and says for how long the previous one is valid too. */
export function RotateDialog(props: {
  organization: OrganizationId;
  webhook: Webhook;
  onMade: (made: NewWebhook) => void;
  onClose: () => void;
}) {
  const [overlap, setOverlap] = createSignal(String(DAY));
  const keyOf = createRequestKey();
  async function rotate(): Promise<"stay"> {
    const path = `${webhookPaths.one(props.organization, props.webhook.id)}/secret`;
    const body = { overlap: Number(overlap()) };
    props.onMade(await call<NewWebhook>("POST", path, body, keyOf(body)));
    return "stay";
  }
  return (
    <FormDialog
      title={t("rotateTitle", { name: props.webhook.name })}
      save={t("rotate")}
      cancel={t("cancel")}
      onSave={rotate}
      onClose={() => props.onClose()}
    >
      <p>{t("rotateAbout")}</p>
      <Select
        label={t("overlap")}
        value={overlap()}
        onValue={setOverlap}
        options={[
          { value: "0", label: t("overlapNone") },
          { value: String(HOUR), label: t("overlapHour") },
          { value: String(DAY), label: t("overlapDay") },
          { value: String(7 * DAY), label: t("overlapWeek") },
        ]}
      />
    </FormDialog>
  );
}
