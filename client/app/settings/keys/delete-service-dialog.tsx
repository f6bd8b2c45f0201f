import type { OrganizationId, UserId } from "../../../../shared/ids.ts";
import { keyPaths } from "../../../../shared/keys.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { t } from "../../../words/keys.ts";

export default function DeleteServiceDialog(props: {
  organization: OrganizationId;
  service: { id: UserId; name: string };
  /** `said`: what has happened, if it was deleted. */
  onClose: (said?: string) => void;
}) {
  async function remove(): Promise<void> {
    await call("DELETE", keyPaths.service(props.organization, props.service.id));
    props.onClose(t("serviceDeleted", { name: props.service.name }));
  }
  return (
    <ConfirmDialog
      title={t("deleteServiceTitle", { name: props.service.name })}
      confirm={t("delete")}
      refuse={t("keep")}
      onConfirm={remove}
      onClose={() => props.onClose()}
    >
      {t("deleteServiceAbout")}
    </ConfirmDialog>
  );
}
