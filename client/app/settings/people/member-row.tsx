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
import { BotBadge } from "../../../parts/people/bot-mark.tsx";
import { Avatar } from "../../../ui/avatar.tsx";
import { formatAgo, isolated } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { useLiveOrganization } from "../live-organization.tsx";
import { pictureOf } from "./picture-of.ts";
import { mayOf, ROLES } from "./roles.ts";
import { t } from "../../../words/settings-people.ts";

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
  const isBot = () => props.person.isService === true;
  /** Of a bot only that it is there: it is never away. */
  const state = () => {
    const known = here.of(props.person.id)?.state;
    return isBot() && known !== "active" ? undefined : known;
  };
  const roles = () =>
    ROLES.filter(
      (role) =>
        role === props.person.role ||
        (!props.isLastOwner &&
          !(isBot() && role === "owner") &&
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
                <span class="people__you">{t("you")}</span>
              </Show>
              <Show when={isBot()}>
                <BotBadge />
              </Show>
              <Show when={props.person.sharesName && !isBot()}>
                <span class="people__email">@{props.person.handle}</span>
              </Show>
            </p>
            <p class="people__email one-line">{isBot() ? `@${props.person.handle}` : props.person.email}</p>
          </div>
        </div>
      </td>
      <td>
        <Show when={roles().length > 1} fallback={<span class="people__role">{t(props.person.role)}</span>}>
          <select
            class="people__select"
            aria-label={t("roleOf", { name: props.person.name })}
            onChange={(event) => {
              const role = ROLES.find((one) => one === event.currentTarget.value);
              // The list from the server decides what is shown.
              event.currentTarget.value = props.person.role;
              if (role !== undefined && role !== props.person.role) props.onRole(role);
            }}
          >
            <For each={roles()}>
              {(role) => (
                <option value={role} selected={role === props.person.role} title={t(mayOf[role])}>
                  {t(role)}
                </option>
              )}
            </For>
          </select>
        </Show>
      </td>
      <td class="people__active">
        {state() === "active"
          ? t("now")
          : props.person.activeAt === null
            ? "–"
            : formatAgo(props.person.activeAt, now())}
      </td>
      <td class="people__actions">
        <Popover
          label={t("actionsFor", { name: isolated(props.person.name) })}
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
                    <Icon name="send" /> {t("message")}
                  </button>
                </Show>
                <Show when={isBot()}>
                  <button
                    type="button"
                    class="menu__item"
                    onClick={() => navigate(`/${organization().id}/settings/keys/services`)}
                  >
                    <Icon name="code" /> {t("keysMore")}
                  </button>
                </Show>
                <Show when={mayManage() && !isBot()}>
                  <button type="button" class="menu__item" onClick={choose(() => props.onAction("signOut"))}>
                    <Icon name="forward" /> {t("signOutEverywhere")}
                  </button>
                </Show>
                <Show when={organization().role === "owner" && !isSelf() && !isBot()}>
                  <button
                    type="button"
                    class="menu__item"
                    onClick={choose(() => props.onAction("resetLink"))}
                  >
                    <Icon name="link" /> {t("makeResetLink")}
                  </button>
                  <button type="button" class="menu__item" onClick={choose(() => props.onAction("transfer"))}>
                    <Icon name="shield" /> {t("transferMore")}
                  </button>
                </Show>
                <Show when={mayManage() && !props.isLastOwner}>
                  <hr class="menu__line" />
                  <button
                    type="button"
                    class="menu__item menu__item--danger"
                    onClick={choose(() => props.onAction(isSelf() ? "leave" : "remove"))}
                  >
                    <Icon name="trash" />{" "}
                    {t(isSelf() ? "leaveNamed" : "removeFrom", { name: organization().name })}
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
