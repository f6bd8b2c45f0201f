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
import { t } from "../../../words/settings-people.ts";

interface Asked {
  person: MemberDetails;
  /** With the sentence that says what was done. */
  onClose: (done?: string) => void;
}

export function RemovePersonDialog(props: Asked) {
  const { organization } = useLiveOrganization();
  async function remove(): Promise<void> {
    await call("DELETE", paths.person(organization().id, props.person.id));
    props.onClose(t("removed", { name: props.person.name }));
  }
  return (
    <ConfirmDialog
      title={t("removeTitle", { name: props.person.name })}
      confirm={t("remove")}
      refuse={t("cancel")}
      onConfirm={remove}
      onClose={() => props.onClose()}
    >
      {t("removeAbout", { name: organization().name })}
    </ConfirmDialog>
  );
}

export function SignOutPersonDialog(props: Asked) {
  const { organization } = useLiveOrganization();
  async function signOut(): Promise<void> {
    await call("POST", paths.signOutPerson(organization().id, props.person.id), {});
    props.onClose(t("signedOut", { name: props.person.name }));
  }
  return (
    <ConfirmDialog
      title={t("signOutTitle", { name: props.person.name })}
      confirm={t("signOut")}
      refuse={t("cancel")}
      onConfirm={signOut}
      onClose={() => props.onClose()}
    >
      {t("signOutAbout")}
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
    props.onClose(t("transferred", { name: props.person.name }));
  }
  return (
    <ConfirmDialog
      title={t("transferTitle", { organization: organization().name, name: props.person.name })}
      confirm={t("transfer")}
      refuse={t("cancel")}
      onConfirm={transfer}
      onClose={() => props.onClose()}
    >
      {t("transferAbout", { name: props.person.name, email: props.person.email })}
    </ConfirmDialog>
  );
}

export function MakeOwnerDialog(props: Asked) {
  const { organization } = useLiveOrganization();
  async function make(): Promise<void> {
    const body: ChangeRole = { role: "owner" };
    await call("PATCH", paths.person(organization().id, props.person.id), body);
    props.onClose(t("nowOwner", { name: props.person.name }));
  }
  return (
    <ConfirmDialog
      title={t("makeOwnerTitle", { name: props.person.name })}
      confirm={t("makeOwner")}
      refuse={t("cancel")}
      onConfirm={make}
      onClose={() => props.onClose()}
    >
      {t("makeOwnerAbout", { name: organization().name })}
    </ConfirmDialog>
  );
}
