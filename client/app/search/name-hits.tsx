import { A, useNavigate } from "@solidjs/router";
import { For, Match, Show, Switch } from "solid-js";
import { paths, type RoomReference } from "../../../shared/api.ts";
import type { UserId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { formatShort } from "../../ui/format.ts";
import { StateMessage } from "../../ui/state.tsx";
import { call, messageOf } from "../../parts/lib/http.ts";
import { now } from "../../parts/lib/now.ts";
import { showToast } from "../../parts/lib/toasts.ts";
import { BotMark } from "../../parts/people/bot-mark.tsx";
import { Handle } from "../../parts/people/handle.tsx";
import { MemberAvatar } from "../../parts/people/member-avatar.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { HitSection, restWords } from "./hit-section.tsx";
import { t } from "../../words/search.ts";

interface ListProps {
  most: number;
  /** Whether nothing else is shown. */
  alone: boolean;
  onAll: () => void;
}

/** People and agents by name or handle. A click opens the direct conversation with them. */
export function PersonHits(props: ListProps & { people: readonly { id: UserId; name: string }[] }) {
  const { organization, me } = useClient();
  const navigate = useNavigate();
  const shown = () => props.people.slice(0, props.most);
  async function talkTo(user: UserId): Promise<void> {
    try {
      const body = { kind: "direct", members: [user] };
      const { id } = await call<RoomReference>("POST", paths.rooms(organization), body);
      navigate(`/${organization}/${id}`);
    } catch (error) {
      showToast({ text: messageOf(error), isProblem: true });
    }
  }
  return (
    <NameHits
      {...props}
      title={t("people")}
      rest={restWords(props.people.length, shown().length, (count) => t("morePeople", { count }))}
      isEmpty={props.people.length === 0}
    >
      <ul class="plain">
        <For each={shown()}>
          {(person) => (
            <li>
              <button
                type="button"
                class="message-hit"
                disabled={person.id === me}
                onClick={() => void talkTo(person.id)}
              >
                <MemberAvatar user={person.id} name={person.name} />
                <span class="message-hit__texts">
                  <span class="message-hit__name name one-line" dir="auto">
                    {person.name} <BotMark user={person.id} /> <Handle user={person.id} />
                  </span>
                  <span class="message-hit__context">{t(person.id === me ? "you" : "openConversation")}</span>
                </span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </NameHits>
  );
}

export function RoomHits(props: ListProps & { rooms: readonly InboxEntry[] }) {
  const { organization } = useClient();
  const shown = () => props.rooms.slice(0, props.most);
  return (
    <NameHits
      {...props}
      title={t("rooms")}
      rest={restWords(props.rooms.length, shown().length, (count) => t("moreRooms", { count }))}
      isEmpty={props.rooms.length === 0}
    >
      <ul class="plain">
        <For each={shown()}>
          {(room) => (
            <li>
              <A class="message-hit" href={`/${organization}/${room.room}`}>
                <Avatar seed={room.room} name={room.name} square />
                <span class="message-hit__texts">
                  <span class="message-hit__name name one-line" dir="auto">
                    {room.name}
                  </span>
                  <Show when={room.last}>
                    {(last) => (
                      <span class="message-hit__context one-line" dir="auto">
                        {last().name}: {last().excerpt} · {formatShort(last().at, now())}
                      </span>
                    )}
                  </Show>
                </span>
              </A>
            </li>
          )}
        </For>
      </ul>
    </NameHits>
  );
}

function NameHits(
  props: Pick<ListProps, "alone" | "onAll"> & {
    title: string;
    rest: string | undefined;
    isEmpty: boolean;
    children: ReturnType<typeof HitSection>;
  },
) {
  return (
    <Switch>
      <Match when={!props.isEmpty}>
        <HitSection title={props.title} rest={props.alone ? undefined : props.rest} onAll={props.onAll}>
          {props.children}
        </HitSection>
      </Match>
      <Match when={props.alone}>
        <StateMessage icon="search" title={t("nothingFound")} live>
          <p>{t("tryOtherName")}</p>
        </StateMessage>
      </Match>
    </Switch>
  );
}
