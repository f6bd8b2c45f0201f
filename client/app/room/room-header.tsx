import { Show } from "solid-js";
import { isAgentId } from "../../../shared/ids.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { formatNumber, plural } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { now } from "../../parts/lib/now.ts";
import { Handle } from "../../parts/people/handle.tsx";
import { MemberAvatar } from "../../parts/people/member-avatar.tsx";
import { presenceText } from "./presence-text.ts";
import { useRoom } from "./room-context.tsx";
import { RoomMenu } from "./room-menu.tsx";
import { ROOM_SEARCH_KEYS } from "./search/listen-for-room-search.ts";

export function RoomHeader(props: {
  panelOpen: boolean;
  onPanel: () => void;
  toggleRef: (button: HTMLButtonElement) => void;
  searchOpen: boolean;
  onSearch: () => void;
  searchRef: (button: HTMLButtonElement) => void;
}) {
  const room = useRoom();
  const peer = () =>
    room.view().room.kind === "direct"
      ? Object.values(room.members()).find(({ user }) => user !== room.me)
      : undefined;
  const peerPresence = () => {
    const other = peer();
    return other && room.presenceOf(other.user);
  };
  const present = () =>
    room.people().filter(({ user }) => (room.presence()[user]?.state ?? "offline") !== "offline").length;
  // Without a connection it is not known who is in the room.
  const isCut = () => room.connection().type === "waiting";
  const status = () =>
    isCut()
      ? "Offline"
      : peer()
        ? isAgentId(peer()?.user)
          ? "AI"
          : presenceText(peerPresence(), now())
        : `${plural(room.people().length, "member", "members")}, ${formatNumber(present())} viewing`;
  return (
    <header class="room-header">
      <Show when={room.home}>
        {(home) => (
          <a class="icon-button room-header__back" href={home()} aria-label="Back to conversations">
            <Icon name="back" size={22} />
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
        <p class="room-header__status one-line">{status()}</p>
      </div>
      <button
        ref={(button) => props.searchRef(button)}
        type="button"
        class="icon-button"
        aria-label="Search in this conversation"
        title={`Search in this conversation (${ROOM_SEARCH_KEYS})`}
        aria-expanded={props.searchOpen}
        onClick={() => props.onSearch()}
      >
        <Icon name="search" size={20} />
      </button>
      <RoomMenu />
      <Show when={!peer()}>
        <span class="room-header__count" aria-hidden="true">
          {formatNumber(room.people().length)}
        </span>
      </Show>
      <button
        ref={(button) => props.toggleRef(button)}
        type="button"
        class="icon-button"
        aria-label="People"
        title="People"
        aria-expanded={props.panelOpen}
        onClick={() => props.onPanel()}
      >
        <Icon name="group" size={20} />
      </button>
    </header>
  );
}
