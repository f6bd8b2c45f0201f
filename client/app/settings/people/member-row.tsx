import { useNavigate } from "@solidjs/router";
import { For, Show } from "solid-js";
import {
  paths,
  type CreateRoom,
  type MemberDetails,
  type OrganizationRole,
  type RoomReference,
} from "../../../../shared/api.ts";
import { mayChangeRole, mayManagePerson } from "../../../../shared/permissions.ts";
import { call, messageOf } from "../../../parts/lib/http.ts";
import { now } from "../../../parts/lib/now.ts";
import { showToast } from "../../../parts/lib/toasts.ts";
import { Avatar } from "../../../ui/avatar.tsx";
import { formatAgo, isolated } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { useLiveOrganization } from "../live-organization.tsx";
import { pictureOf } from "./picture-of.ts";
import { ROLES, roleWords } from "./roles.ts";

export type PersonAction = "remove" | "resetLink" | "signOut" | "transfer" | "makeOwner" | "leave";

export function MemberRow(props: {
  person: MemberDetails;
  /** The last owner keeps the role, and stays. */
  isLastOwner: boolean;
  onRole: (role: OrganizationRole) => void;
  onAction: (action: PersonAction) => void;
}) {
  const { me, organization, here } = useLiveOrganization();
  const navigate = useNavigate();
  const isSelf = () => props.person.id === me().user.id;
  const state = () => here.of(props.person.id)?.state;
  const roles = () =>
    ROLES.filter(
      (role) =>
        role === props.person.role ||
        (!props.isLastOwner &&
          mayChangeRole(organization().role, { role: props.person.role, isSelf: isSelf() }, role)),
    );
  const mayManage = () => mayManagePerson(organization().role, { role: props.person.role, isSelf: isSelf() });
  async function write(): Promise<void> {
    const body: CreateRoom = { kind: "direct", members: [props.person.id] };
    try {
      const room = await call<RoomReference>("POST", paths.rooms(organization().id), body);
      navigate(`/${organization().id}/${room.id}`);
    } catch (error) {
      showToast({ text: messageOf(error), isProblem: true });
    }
  }
  return (
    <tr>
      <td>
        <div class="people__person">
          <Avatar
            seed={props.person.id}
            name={props.person.name}
            size="s"
            presence={state()}
            picture={pictureOf(organization().id, props.person)}
          />
          <div class="people__texts">
            <p class="people__name">
              <span class="name one-line" dir="auto">
                {props.person.name}
              </span>
              <Show when={isSelf()}>
                <span class="people__you">you</span>
              </Show>
              <Show when={props.person.sharesName}>
                <span class="people__email">@{props.person.handle}</span>
              </Show>
            </p>
            <p class="people__email one-line">{props.person.email}</p>
          </div>
        </div>
      </td>
      <td>
        <Show
          when={roles().length > 1}
          fallback={<span class="people__role">{roleWords[props.person.role].name}</span>}
        >
          <select
            class="people__select"
            aria-label={`Role of ${props.person.name}`}
            onChange={(event) => {
              const role = ROLES.find((one) => one === event.currentTarget.value);
              // The list from the server decides what is shown.
              event.currentTarget.value = props.person.role;
              if (role !== undefined && role !== props.person.role) props.onRole(role);
            }}
          >
            <For each={roles()}>
              {(role) => (
                <option value={role} selected={role === props.person.role} title={roleWords[role].may}>
                  {roleWords[role].name}
                </option>
              )}
            </For>
          </select>
        </Show>
      </td>
      <td class="people__active">
        {state() === "active"
          ? "Now"
          : props.person.activeAt === null
            ? "–"
            : formatAgo(props.person.activeAt, now())}
      </td>
      <td class="people__actions">
        <Popover
          label={`Actions for ${isolated(props.person.name)}`}
          trigger={<Icon name="more" />}
          class="menu"
        >
          {(close) => {
            const choose = (act: () => void) => () => {
              close();
              act();
            };
            return (
              <>
                <Show when={!isSelf()}>
                  <button type="button" class="menu__item" onClick={choose(() => void write())}>
                    <Icon name="send" /> Message
                  </button>
                </Show>
                <Show when={mayManage()}>
                  <button type="button" class="menu__item" onClick={choose(() => props.onAction("signOut"))}>
                    <Icon name="forward" /> Sign out everywhere
                  </button>
                </Show>
                <Show when={organization().role === "owner" && !isSelf()}>
                  <button
                    type="button"
                    class="menu__item"
                    onClick={choose(() => props.onAction("resetLink"))}
                  >
                    <Icon name="link" /> Make reset link…
                  </button>
                  <button type="button" class="menu__item" onClick={choose(() => props.onAction("transfer"))}>
                    <Icon name="shield" /> Transfer ownership…
                  </button>
                </Show>
                <Show when={mayManage() && !props.isLastOwner}>
                  <hr class="menu__line" />
                  <button
                    type="button"
                    class="menu__item menu__item--danger"
                    onClick={choose(() => props.onAction(isSelf() ? "leave" : "remove"))}
                  >
                    <Icon name="trash" /> {isSelf() ? "Leave" : "Remove from"} {organization().name}
                  </button>
                </Show>
              </>
            );
          }}
        </Popover>
      </td>
    </tr>
  );
}
