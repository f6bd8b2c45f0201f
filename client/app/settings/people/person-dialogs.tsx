import {
  paths,
  type ChangeRole,
  type MemberDetails,
  type TransferOwnership,
} from "../../../../shared/api.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { useSession } from "../../../parts/contexts/session.tsx";
import { useLiveOrganization } from "../live-organization.tsx";

interface Asked {
  person: MemberDetails;
  /** With the sentence that says what was done. */
  onClose: (done?: string) => void;
}

export function RemovePersonDialog(props: Asked) {
  const { organization } = useLiveOrganization();
  async function remove(): Promise<void> {
    await call("DELETE", paths.person(organization().id, props.person.id));
    props.onClose(`${props.person.name} was removed and has left all conversations.`);
  }
  return (
    <ConfirmDialog
      title={`Remove ${props.person.name}?`}
      confirm="Remove"
      refuse="Cancel"
      onConfirm={remove}
      onClose={() => props.onClose()}
    >
      They leave every conversation of {organization().name} at once, on all of their devices, and the links
      that they made stop working. What they wrote stays. To come back, they need a new invitation.
    </ConfirmDialog>
  );
}

export function SignOutPersonDialog(props: Asked) {
  const { organization } = useLiveOrganization();
  async function signOut(): Promise<void> {
    await call("POST", paths.signOutPerson(organization().id, props.person.id), {});
    props.onClose(`${props.person.name} has been signed out everywhere.`);
  }
  return (
    <ConfirmDialog
      title={`Sign ${props.person.name} out everywhere?`}
      confirm="Sign out"
      refuse="Cancel"
      onConfirm={signOut}
      onClose={() => props.onClose()}
    >
      All of their devices are signed out of Parley at once. They stay a member and can sign in again with
      their password. Do this when a device is lost, or when somebody else may know the password.
    </ConfirmDialog>
  );
}

export function TransferDialog(props: Asked) {
  const { organization } = useLiveOrganization();
  const session = useSession();
  async function transfer(): Promise<void> {
    const body: TransferOwnership = { to: props.person.id };
    await call("POST", paths.ownership(organization().id), body);
    await session.refresh();
    props.onClose(`${props.person.name} is now owner. You are an admin.`);
  }
  return (
    <ConfirmDialog
      title={`Transfer ${organization().name} to ${props.person.name}?`}
      confirm="Transfer ownership"
      refuse="Cancel"
      onConfirm={transfer}
      onClose={() => props.onClose()}
    >
      {props.person.name} ({props.person.email}) becomes owner, and you become an admin. Only they can give it
      back to you.
    </ConfirmDialog>
  );
}

export function MakeOwnerDialog(props: Asked) {
  const { organization } = useLiveOrganization();
  async function make(): Promise<void> {
    const body: ChangeRole = { role: "owner" };
    await call("PATCH", paths.person(organization().id, props.person.id), body);
    props.onClose(`${props.person.name} is now owner.`);
  }
  return (
    <ConfirmDialog
      title={`Make ${props.person.name} an owner?`}
      confirm="Make owner"
      refuse="Cancel"
      onConfirm={make}
      onClose={() => props.onClose()}
    >
      Owners can do everything, including deleting {organization().name}. You stay owner too. Only they
      themselves can give the role up again.
    </ConfirmDialog>
  );
}
