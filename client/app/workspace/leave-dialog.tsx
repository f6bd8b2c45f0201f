import { useNavigate } from "@solidjs/router";
import { paths, type OrganizationSummary } from "../../../shared/api.ts";
import type { UserId } from "../../../shared/ids.ts";
import { ConfirmDialog } from "../../parts/form/confirm-dialog.tsx";
import { useSession } from "../../parts/contexts/session.tsx";
import { call } from "../../parts/lib/http.ts";

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
      title={`Leave ${props.organization.name}?`}
      confirm="Leave"
      refuse="Stay"
      onConfirm={leave}
      onClose={() => props.onClose()}
    >
      You leave all of its conversations, and no longer receive their messages. What you wrote stays. To come
      back, you need an invitation.
    </ConfirmDialog>
  );
}

export default LeaveDialog;
