import { For, Show } from "solid-js";
import type { RoomId } from "../../../shared/ids.ts";
import { findInbox } from "../../parts/contexts/inbox-context.ts";
import { MemberAvatar } from "../../parts/people/member-avatar.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { StateMessage } from "../../ui/state.tsx";
import { t as inParts } from "../../words/parts.ts";
import { t } from "../../words/room.ts";
import "./room-header.css";

/**
 * Shown while the room loads: the header as far as the list of conversations knows it, and the place of the composer. CSS delays the lines
 * between them, because most rooms load before the delay ends.
 */
export function RoomSkeleton(props: { id: RoomId; waits: boolean; home: string | undefined }) {
  const inbox = findInbox();
  const entry = () => inbox?.entries()?.find(({ room }) => room === props.id);
  return (
    <main id="content" class="room-skeleton" aria-busy="true">
      <header class="room-header">
        <Show when={props.home}>
          {(home) => (
            <a class="room-header__back" href={home()} aria-label={inParts("backToConversations")}>
              <Icon name="back" size={22} />
            </a>
          )}
        </Show>
        <Show when={entry()}>
          {(known) => {
            const title = () => known().peer?.name ?? known().name;
            return (
              <>
                <Show when={known().peer} fallback={<Avatar seed={props.id} name={title()} square />}>
                  {(peer) => <MemberAvatar user={peer().user} name={title()} />}
                </Show>
                <div class="room-header__texts">
                  <h1 class="room-header__title name one-line" dir="auto">
                    {title()}
                  </h1>
                </div>
              </>
            );
          }}
        </Show>
      </header>
      <Show
        when={props.waits}
        fallback={
          <div class="room-skeleton__lines">
            <span class="visually-hidden" role="status">
              {t("opening")}
            </span>
            <For each={[55, 80, 35, 65, 45, 70]}>
              {(width) => (
                <div class="room-skeleton__message">
                  <div class="room-skeleton__face" />
                  <div class="room-skeleton__line" style={{ width: `${width}%` }} />
                </div>
              )}
            </For>
          </div>
        }
      >
        <StateMessage heads={entry() === undefined} icon="clock" title={t("opensOnline")} live />
      </Show>
      <div class="room__foot" aria-hidden="true">
        <div class="room-skeleton__composer" />
      </div>
    </main>
  );
}
