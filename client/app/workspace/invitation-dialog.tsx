import { useAccount } from "../../parts/contexts/account-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { InviteDialog } from "./invite/invite-dialog.tsx";

/** Invites people to the organization that is open. */
export default function InvitationDialog(props: { onClose: () => void }) {
  const { account, summary } = useAccount();
  const { inbox } = useInbox();
  return (
    <InviteDialog
      organization={summary()}
      email={account().user.email}
      inbox={inbox}
      onClose={() => props.onClose()}
    />
  );
}
