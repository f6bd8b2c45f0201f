import { createSignal, onMount, Show } from "solid-js";
import { paths, type CreateInvitation, type Invitation } from "../../../shared/api.ts";
import { CopyLine } from "../../ui/copy-line.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { formatFull } from "../../ui/format.ts";
import { Spinner } from "../../ui/spinner.tsx";
import { FormError } from "../../parts/form/form-error.tsx";
import { call, messageOf } from "../../parts/lib/http.ts";
import { useAccount } from "../../parts/contexts/account-context.ts";
import { useClient } from "../../parts/contexts/client-context.ts";

export default function InvitationDialog(props: { onClose: () => void }) {
  const { organization } = useClient();
  const { summary } = useAccount();
  const [invitation, setInvitation] = createSignal<Invitation>();
  const [error, setError] = createSignal<string>();
  onMount(async () => {
    const body: CreateInvitation = { role: "member" };
    try {
      setInvitation(await call<Invitation>("POST", paths.invitations(organization), body));
    } catch (thrown) {
      setError(messageOf(thrown));
    }
  });
  return (
    <Dialog title={`Invite someone to ${summary().name}`} onClose={() => props.onClose()}>
      <FormError message={error()} />
      <Show when={!error()}>
        <Show when={invitation()} fallback={<Spinner label="Making a link" />}>
          {(made) => <InvitationLink invitation={made()} />}
        </Show>
      </Show>
    </Dialog>
  );
}

function InvitationLink(props: { invitation: Invitation }) {
  return (
    <>
      <p>
        Send this link to one person: it works once. To invite another person, open this dialog again and send
        the new link.
      </p>
      <CopyLine label="Invitation link" value={`${location.origin}/join#${props.invitation.token}`} />
      <p class="field__hint">Valid until {formatFull(props.invitation.expiresAt)}.</p>
    </>
  );
}
