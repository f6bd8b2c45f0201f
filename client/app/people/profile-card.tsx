import { useNavigate } from "@solidjs/router";
import { onMount, Show } from "solid-js";
import { paths, type CreateRoom, type RoomReference } from "../../../shared/api.ts";
import { isAgentId, type UserId } from "../../../shared/ids.ts";
import { MAX_NAME_LENGTH } from "../../../shared/limits.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { useDialogs } from "../../parts/contexts/dialogs-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";
import { createAction } from "../../parts/form/create-action.ts";
import { call } from "../../parts/lib/http.ts";
import { MemberAvatar } from "../../parts/people/member-avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { placeBeside } from "../../ui/place-beside.ts";
import { t as inParts } from "../../words/parts.ts";
import { t } from "../../words/profile.ts";
import "../../ui/popover.css";
import "./profile-card.css";

export interface AskedProfile {
  user: UserId;
  name: string;
  anchor: HTMLElement;
}

/** Who somebody is, and the two ways to talk with them. */
export default function ProfileCard(props: { asked: AskedProfile; onClose: () => void }) {
  const { me, organization } = useClient();
  const { people, agents, handleOf, here, isBot } = usePeople();
  const dialogs = useDialogs();
  const navigate = useNavigate();
  const { user, anchor } = props.asked;
  let card: HTMLDivElement | undefined;
  const isAgent = isAgentId(user);
  if (!isAgent) here.watch(() => [user]);
  const name = () =>
    people()?.find(({ id }) => id === user)?.name ??
    agents()?.find(({ id }) => id === user)?.name ??
    props.asked.name;
  /** Members of shared rooms who have left the organization can no longer be written to. */
  const isKnown = () =>
    (people() ?? []).some(({ id }) => id === user) || (agents() ?? []).some(({ id }) => id === user);
  const status = () => (isAgent ? undefined : here.of(user)?.status);
  const state = () => {
    if (isAgent) return t("aiAgent");
    const person = here.of(user);
    if (isBot(user))
      return person?.state === "active" ? `${inParts("bot")}, ${t("activeNow")}` : inParts("bot");
    if (person?.quiet) return t("doNotDisturb");
    return person?.state === "active" ? t("activeNow") : person?.state === "idle" ? t("away") : t("offline");
  };
  async function open(room: CreateRoom): Promise<void> {
    const made = await call<RoomReference>("POST", paths.rooms(organization), room);
    card?.hidePopover();
    navigate(`/${organization}/${made.id}`);
  }
  const talk = createAction(() => open({ kind: "direct", members: [user] }));
  const work = createAction(() => {
    const title = t("sessionWith", { name: name() });
    return open({ kind: "session", members: [user], name: [...title].slice(0, MAX_NAME_LENGTH).join("") });
  });
  onMount(() => {
    card?.showPopover();
    if (card) placeBeside(card, anchor.getBoundingClientRect());
    card?.focus();
  });
  function onToggle(event: ToggleEvent): void {
    if (event.newState !== "closed") return;
    const hadFocus = card?.contains(document.activeElement) || document.activeElement === document.body;
    props.onClose();
    if (hadFocus && anchor.isConnected) anchor.focus();
  }
  return (
    <div
      ref={card}
      popover="auto"
      class="popover profile"
      role="group"
      tabindex="-1"
      aria-label={t("profileOf", { name: name() })}
      on:beforetoggle={onToggle}
    >
      <div class="profile__who">
        <MemberAvatar
          user={user}
          name={name()}
          size="l"
          presence={isAgent ? undefined : here.of(user)?.state}
        />
        <div class="profile__texts">
          <p class="profile__name name" dir="auto">
            {name()}
          </p>
          <p class="profile__about">
            <Show when={handleOf(user)}>{(handle) => <span dir="ltr">@{handle()}, </span>}</Show>
            {state()}
          </p>
        </div>
      </div>
      <Show when={status()}>
        {(said) => (
          <p class="profile__status" dir="auto">
            {said().emoji ?? "💬"} {said().text}
          </p>
        )}
      </Show>
      <Show when={talk.error() ?? work.error()}>
        {(problem) => (
          <p class="field__error" role="alert">
            {problem()}
          </p>
        )}
      </Show>
      <div class="profile__actions">
        <Show
          when={user !== me}
          fallback={
            <button
              type="button"
              class="button button--small"
              onClick={() => {
                card?.hidePopover();
                dialogs.open("status");
              }}
            >
              <Icon name="smile" size={16} /> {t("setStatus")}
            </button>
          }
        >
          <Show when={isKnown()} fallback={<p class="profile__about">{t("gone")}</p>}>
            <button
              type="button"
              class="button button--small button--primary"
              disabled={talk.busy()}
              onClick={talk.run}
            >
              <Icon name="chat" size={16} /> {t("message")}
            </button>
            <button type="button" class="button button--small" disabled={work.busy()} onClick={work.run}>
              <Icon name="sparkle" size={16} /> {t("session")}
            </button>
          </Show>
        </Show>
      </div>
    </div>
  );
}
