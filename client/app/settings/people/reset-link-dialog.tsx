import { createSignal, Match, Switch } from "solid-js";
import { accountPaths, type ResetLink } from "../../../../shared/account.ts";
import type { MemberDetails } from "../../../../shared/api.ts";
import { createSubmit } from "../../../parts/form/create-submit.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { call } from "../../../parts/lib/http.ts";
import { CopyLine } from "../../../ui/copy-line.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { useLiveOrganization } from "../live-organization.tsx";

/** Makes a link with which the person sets a new password. It is shown once. */
export function ResetLinkDialog(props: { person: MemberDetails; onClose: (done?: string) => void }) {
  const { organization } = useLiveOrganization();
  const [link, setLink] = createSignal<string>();
  const form = createSubmit(async () => {
    const path = accountPaths.resetLink(organization().id, props.person.id);
    const { token } = await call<ResetLink>("POST", path, {});
    setLink(`${location.origin}/reset-password#${token}`);
  });
  return (
    <Dialog title={`New password for ${props.person.name}`} onClose={() => props.onClose()}>
      <Switch
        fallback={
          <form class="form" onSubmit={form.onSubmit}>
            <p>
              You get a link that works once, for 24 hours. Give it to {props.person.name} yourself: whoever
              opens it sets the password and can read what they can read. It signs them out on all devices.
            </p>
            <FormError message={form.error()} />
            <div class="dialog__actions">
              <button type="button" class="button" onClick={() => props.onClose()}>
                Cancel
              </button>
              <button class="button button--primary" disabled={form.busy()}>
                Make link
              </button>
            </div>
          </form>
        }
      >
        <Match when={link()}>
          {(made) => (
            <div class="form">
              <p>Copy it now; it won't be shown again. A link that you made before has ended.</p>
              <CopyLine label="Reset link" value={made()} />
              <div class="dialog__actions">
                <button type="button" class="button" onClick={() => props.onClose()}>
                  Done
                </button>
              </div>
            </div>
          )}
        </Match>
      </Switch>
    </Dialog>
  );
}
