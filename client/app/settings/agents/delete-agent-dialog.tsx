import { paths, type Agent } from "../../../../shared/api.ts";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { call } from "../../../parts/lib/http.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { t } from "../../../words/agents.ts";
import { t as inSettings } from "../../../words/settings.ts";

export function DeleteAgentDialog(props: {
  organization: OrganizationId;
  agent: Agent;
  onClose: (changed: boolean) => void;
}) {
  async function remove(): Promise<void> {
    await call("DELETE", paths.agent(props.organization, props.agent.id));
    props.onClose(true);
  }
  return (
    <ConfirmDialog
      title={inSettings("deleteTitle", { name: props.agent.name })}
      confirm={inSettings("delete")}
      refuse={t("keep")}
      onConfirm={remove}
      onClose={() => props.onClose(false)}
    >
      {t("agentLeaves")}
    </ConfirmDialog>
  );
}
