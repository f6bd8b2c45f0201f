import { paths, type Agent } from "../../../shared/api.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "../auth/auth-frame.tsx";
import { createSubmit } from "../auth/create-submit.ts";
import { call } from "../api.ts";

export function DeleteAgentDialog(props: {
  organization: OrganizationId;
  agent: Agent;
  onClose: (changed: boolean) => void;
}) {
  const form = createSubmit(async () => {
    await call("DELETE", paths.agent(props.organization, props.agent.id));
    props.onClose(true);
  });
  return (
    <Dialog title={`Delete ${props.agent.name}?`} onClose={() => props.onClose(false)}>
      <form class="form" onSubmit={form.onSubmit}>
        <p>It leaves all conversations. What it said stays.</p>
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button type="button" class="button" onClick={() => props.onClose(false)}>
            Keep
          </button>
          <button class="button button--danger" disabled={form.busy()}>
            Delete
          </button>
        </div>
      </form>
    </Dialog>
  );
}
