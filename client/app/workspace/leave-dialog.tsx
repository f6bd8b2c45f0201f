import { useNavigate } from "@solidjs/router";
import { paths, type OrganizationSummary } from "../../../shared/api.ts";
import type { UserId } from "../../../shared/ids.ts";
import { ConfirmDialog } from "../../parts/form/confirm-dialog.tsx";
import { useSession } from "../../parts/contexts/session.tsx";
import { call } from "../../parts/lib/http.ts";
import { t } from "../../words/workspace-menus.ts";

/** Asks before the person leaves the organization. */
export function LeaveDialog(props: { me: UserId; organization: OrganizationSummary; onClose: () => void }) {
  const session = useSession();
  const navigate = useNavigate();
  async function leave(): Promise<void> {
    await call("DELETE", paths.person(props.organization.id, props.me));
    await session.refresh();
    navigate("/");
  }
  return (
    <ConfirmDialog
      title={t("leaveTitle", { name: props.organization.name })}
      confirm={t("leave")}
      refuse={t("stay")}
      onConfirm={leave}
      onClose={() => props.onClose()}
    >
      {t("leaveAbout")}
    </ConfirmDialog>
  );
}

export default LeaveDialog;
