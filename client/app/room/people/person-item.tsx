import { createSignal, For, Show } from "solid-js";
import { mayGrant, outranks, ROLES, type Role } from "../../../../shared/permissions.ts";
import type { Member } from "../../../../shared/protocol/events.ts";
import type { Presence } from "../../../../shared/protocol/frames.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { now } from "../../../parts/lib/now.ts";
import { BotMark } from "../../../parts/people/bot-mark.tsx";
import { Handle } from "../../../parts/people/handle.tsx";
import { MemberAvatar } from "../../../parts/people/member-avatar.tsx";
import { ProfileName } from "../../../parts/people/profile-name.tsx";
import { StatusMark } from "../../../parts/people/status-mark.tsx";
import { findPeople } from "../../../parts/contexts/people-context.ts";
import { presenceText } from "../presence-text.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-people.ts";
import { RemoveDialog } from "./remove-dialog.tsx";

/** The role "visitor" is left out: visitors join through a widget and cannot be made by hand. */
const GIVEN_BY_HAND = ROLES.filter((role) => role !== "visitor");

export function PersonItem(props: { member: Member; presence: Presence }) {
  const room = useRoom();
  const [removing, setRemoving] = createSignal(false);
  const people = findPeople();
  /** Of a bot only that it is there: it is never away. */
  const presence = () => {
    const known = room.presenceOf(props.member.user);
    const isQuiet = people?.isBot(props.member.user) && known?.state !== "active";
    return isQuiet ? undefined : presenceText(known, now());
  };
  const status = () => people?.here.of(props.member.user)?.status;
  const isMe = () => props.member.user === room.me;
  const mayRule = () => {
    const { role } = room.view().you;
    const other = props.member.role;
    if (isMe() || !room.may("manage") || role === null || other === null) return false;
    return role === "owner" || outranks(role, other);
  };
  const grantable = () => {
    const { role } = room.view().you;
    return role === null ? [] : GIVEN_BY_HAND.filter((other) => mayGrant(role, other));
  };
  const change = (role: Role) => room.attempt(() => room.room.changeRole(props.member.user, role));
  return (
    <li class="person">
      <span data-profile={props.member.user} data-name={props.member.name} aria-hidden="true">
        <MemberAvatar user={props.member.user} name={props.member.name} presence={props.presence} />
      </span>
      <span class="person__texts">
        <span class="person__name">
          <ProfileName class="person__link" user={props.member.user} name={props.member.name} />
          <Show when={isMe()}>
            <span class="person__you">{t("you")}</span>
          </Show>
          <BotMark user={props.member.user} />
          <StatusMark user={props.member.user} />
        </span>
        <span class="person__status one-line">
          <Handle user={props.member.user} always /> {status()?.text ?? presence()}
          <Show when={props.member.role && props.member.role !== "member"}>
            {" · "}
            {props.member.role && t(props.member.role)}
          </Show>
        </span>
      </span>
      <Show when={mayRule()}>
        <Popover
          label={t("roleOf", { name: props.member.name })}
          trigger={<Icon name="chevron" />}
          class="menu"
        >
          {(close) => (
            <>
              <p class="menu__label">{t("role")}</p>
              <For each={grantable()}>
                {(role) => (
                  <button
                    type="button"
                    class="menu__item"
                    aria-pressed={props.member.role === role}
                    onClick={() => {
                      close();
                      void change(role);
                    }}
                  >
                    <span class="person__role">{t(role)}</span>
                    <Show when={props.member.role === role}>
                      <Icon name="check" />
                    </Show>
                  </button>
                )}
              </For>
              <hr class="menu__line" />
              <button
                type="button"
                class="menu__item menu__item--danger"
                onClick={() => {
                  close();
                  setRemoving(true);
                }}
              >
                {t("removeFromGroup")}
              </button>
            </>
          )}
        </Popover>
      </Show>
      <Show when={removing()}>
        <RemoveDialog member={props.member} onClose={() => setRemoving(false)} />
      </Show>
    </li>
  );
}
