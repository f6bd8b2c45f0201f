import { createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import { paths, type ChangeRole, type MemberDetails, type OrganizationRole } from "../../../../shared/api.ts";
import { call, messageOf } from "../../../parts/lib/http.ts";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { showToast } from "../../../parts/lib/toasts.ts";
import { useLiveOrganization } from "../live-organization.tsx";
import { LeaveDialog } from "../../workspace/leave-dialog.tsx";
import {
  MakeOwnerDialog,
  RemovePersonDialog,
  SignOutPersonDialog,
  TransferDialog,
} from "./person-dialogs.tsx";
import { ResetLinkDialog } from "./reset-link-dialog.tsx";
import { MemberRow, type PersonAction } from "./member-row.tsx";
import { t } from "../../../words/settings-people.ts";

const DeleteServiceDialog = lazyPart(() => import("../keys/delete-service-dialog.tsx"));

/** People whose presence is watched: as many as one device may watch. */
const WATCHED = 100;

export function MembersTable(props: {
  members: readonly MemberDetails[];
  everyone: readonly MemberDetails[];
  onChanged: () => void;
}) {
  const { organization, here } = useLiveOrganization();
  here.watch(() => props.members.slice(0, WATCHED).map(({ id }) => id));
  const owners = createMemo(() => props.everyone.filter(({ role }) => role === "owner").length);
  const [asked, setAsked] = createSignal<{ action: PersonAction; person: MemberDetails }>();
  const asking = (action: PersonAction) => {
    const now = asked();
    return now?.action === action ? now.person : undefined;
  };
  function close(text?: string): void {
    setAsked(undefined);
    if (text !== undefined) showToast({ text });
    props.onChanged();
  }
  async function changeRole(person: MemberDetails, role: OrganizationRole): Promise<void> {
    if (role === "owner") return void setAsked({ action: "makeOwner", person });
    try {
      await call("PATCH", paths.person(organization().id, person.id), { role } satisfies ChangeRole);
      showToast({ text: t(role === "admin" ? "nowAdmin" : "nowMember", { name: person.name }) });
    } catch (error) {
      showToast({ text: messageOf(error), isProblem: true });
    }
    props.onChanged();
  }
  return (
    <>
      <table class="people__table">
        <thead>
          <tr>
            <th scope="col">{t("name")}</th>
            <th scope="col">{t("role")}</th>
            <th scope="col" class="people__active">
              {t("lastActive")}
            </th>
            <th scope="col">
              <span class="visually-hidden">{t("actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.members}>
            {(person) => (
              <MemberRow
                person={person}
                isLastOwner={person.role === "owner" && owners() === 1}
                onRole={(role) => void changeRole(person, role)}
                onAction={(action) => setAsked({ action, person })}
              />
            )}
          </For>
        </tbody>
      </table>
      <Switch>
        <Match when={asking("remove")} keyed>
          {(person) => (
            <Show when={person.isService} fallback={<RemovePersonDialog person={person} onClose={close} />}>
              <DeleteServiceDialog organization={organization().id} service={person} onClose={close} />
            </Show>
          )}
        </Match>
        <Match when={asking("signOut")} keyed>
          {(person) => <SignOutPersonDialog person={person} onClose={close} />}
        </Match>
        <Match when={asking("resetLink")} keyed>
          {(person) => <ResetLinkDialog person={person} onClose={close} />}
        </Match>
        <Match when={asking("transfer")} keyed>
          {(person) => <TransferDialog person={person} onClose={close} />}
        </Match>
        <Match when={asking("makeOwner")} keyed>
          {(person) => <MakeOwnerDialog person={person} onClose={close} />}
        </Match>
        <Match when={asking("leave")} keyed>
          {(person) => (
            <LeaveDialog me={person.id} organization={organization()} onClose={() => setAsked(undefined)} />
          )}
        </Match>
      </Switch>
    </>
  );
}
