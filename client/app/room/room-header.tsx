import { For, Show } from "solid-js";
import { isAgentId, type UserId } from "../../../shared/ids.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { formatNumber } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import type { RoomPart } from "../../parts/lib/asked-of-room.ts";
import { findPeople } from "../../parts/contexts/people-context.ts";
import { now } from "../../parts/lib/now.ts";
import { Handle } from "../../parts/people/handle.tsx";
import { MemberAvatar } from "../../parts/people/member-avatar.tsx";
import { t as inParts } from "../../words/parts.ts";
import { t } from "../../words/room.ts";
import { presenceText } from "./presence-text.ts";
import { useRoom } from "./room-context.tsx";
import { RoomMenu } from "./room-menu.tsx";
import { ROOM_SEARCH_KEYS } from "./search/listen-for-room-search.ts";
import "./room-header.css";

/** How many faces the header shows. */
const MOST_FACES = 4;

export function RoomHeader(props: {
  panelOpen: boolean;
  onPanel: () => void;
  onShow: (part: RoomPart) => void;
  toggleRef: (button: HTMLButtonElement) => void;
  searchOpen: boolean;
  onSearch: () => void;
  searchRef: (button: HTMLButtonElement) => void;
}) {
  const room = useRoom();
  const directory = findPeople();
  const peer = () =>
    room.view().room.kind === "direct"
      ? Object.values(room.members()).find(({ user }) => user !== room.me)
      : undefined;
  const peerPresence = () => {
    const other = peer();
    return other && room.presenceOf(other.user);
  };
  const isHere = (user: UserId) => (room.presence()[user]?.state ?? "offline") !== "offline";
  const present = () => room.people().filter(({ user }) => isHere(user)).length;
  const elsewhere = () => room.unreadElsewhere?.() ?? 0;
  function goBack(event: MouseEvent): void {
    if (room.onBack === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    room.onBack();
  }
  // Without a connection it is not known who is in the room.
  const isCut = () => room.connection().type === "waiting";
  const status = () => {
    if (isCut()) return t("offline");
    const user = peer()?.user;
    if (user === undefined) return t("viewing", { count: room.people().length, viewing: present() });
    if (isAgentId(user)) return t("ai");
    return directory?.isBot(user) && peerPresence()?.state !== "active"
      ? inParts("bot")
      : presenceText(peerPresence(), now());
  };
  /** Those who are in the room now come first. */
  const faces = () =>
    room
      .people()
      .toSorted((a, b) => Number(isHere(b.user)) - Number(isHere(a.user)))
      .slice(0, MOST_FACES);
  return (
    <header class="room-header">
      <Show when={room.home}>
        {(home) => (
          <a class="room-header__back" href={home()} onClick={goBack}>
            <Icon name="back" size={22} />
            <span class="visually-hidden">{inParts("backToConversations")}</span>
            <Show when={elsewhere() > 0}>
              <span class="room-header__unread">
                {formatNumber(elsewhere())}
                <span class="visually-hidden"> {t("unread")}</span>
              </span>
            </Show>
          </a>
        )}
      </Show>
      <Show when={peer()} fallback={<Avatar seed={room.view().room.id} name={room.title()} square />}>
        {(other) => (
          <MemberAvatar
            user={other().user}
            name={room.title()}
            presence={peerPresence()?.state ?? "offline"}
          />
        )}
      </Show>
      <div class="room-header__texts">
        <h1 class="room-header__title name one-line" dir="auto">
          {room.title()}
          <Show when={peer()}>{(other) => <Handle user={other().user} />}</Show>
        </h1>
        <p class="room-header__status one-line" title={room.view().room.topic}>
          <Show when={!isCut() && room.view().room.topic}>
            {(topic) => <span dir="auto">{topic()} · </span>}
          </Show>
          {status()}
        </p>
      </div>
      <Show when={!peer() && faces().length > 1}>
        <button
          type="button"
          class="room-header__faces"
          aria-label={t("members", { count: room.people().length })}
          onClick={() => !props.panelOpen && props.onPanel()}
        >
          <For each={faces()}>{({ user, name }) => <MemberAvatar user={user} name={name} size="s" />}</For>
        </button>
        <span class="room-header__rule" />
      </Show>
      <button
        ref={(button) => props.searchRef(button)}
        type="button"
        class="icon-button"
        aria-label={t("search")}
        title={t("searchKeys", { keys: ROOM_SEARCH_KEYS })}
        aria-expanded={props.searchOpen}
        onClick={() => props.onSearch()}
      >
        <Icon name="search" />
      </button>
      <button
        ref={(button) => props.toggleRef(button)}
        type="button"
        class="icon-button room-header__panel"
        aria-label={t("people")}
        title={t("people")}
        aria-expanded={props.panelOpen}
        onClick={() => props.onPanel()}
      >
        <Icon name="panel" />
      </button>
      <RoomMenu onShow={props.onShow} />
    </header>
  );
}
