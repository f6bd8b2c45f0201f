import { createSignal, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { findInbox } from "../../parts/contexts/inbox-context.ts";
import type { RoomPart } from "../../parts/lib/asked-of-room.ts";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { Icon } from "../../ui/icon.tsx";
import { t } from "../../words/room.ts";
import { useRoom } from "./room-context.tsx";
import { mayShow } from "./may-show.ts";
import type { RoomHere } from "./room-place.ts";

// Loaded on demand: for a room that is used alone.
const OwnMenu = lazyPart(() => import("./own-menu.tsx"));

/** Everything that can be done with the room as a whole: the menu of its row in the list, or that of a room that is used alone. */
export function RoomMenu(props: { onShow: (part: RoomPart) => void }) {
  const room = useRoom();
  const inbox = findInbox();
  const [anchor, setAnchor] = createSignal<HTMLElement>();
  const isListed = () => inbox?.entries()?.some((entry) => entry.room === room.room.id) ?? false;
  const here: RoomHere = {
    members: () => room.people().length,
    mayShow: (part) => mayShow(room, part),
    show: (part) => props.onShow(part),
    takeover: () => {
      if (!room.may("takeOver") || room.agents().length === 0) return undefined;
      const isFree = room.takeover() === null;
      return {
        name: t(isFree ? "takeOver" : "handBack"),
        run: () => void room.attempt(() => room.room.takeOver(isFree)),
      };
    },
  };
  return (
    <Show when={isListed() && room.panels?.menu} fallback={<OwnMenu label={t("menu")} here={here} />}>
      {(menu) => (
        <>
          <button
            type="button"
            class="icon-button"
            aria-label={t("menu")}
            title={t("menu")}
            aria-haspopup="menu"
            aria-expanded={anchor() !== undefined}
            onClick={(event) => setAnchor(event.currentTarget)}
          >
            <Icon name="more" size={20} />
          </button>
          <Show when={anchor()} keyed>
            {(button) => (
              <Dynamic
                component={menu()}
                room={room.room.id}
                anchor={button}
                here={here}
                onClose={() => setAnchor(undefined)}
              />
            )}
          </Show>
        </>
      )}
    </Show>
  );
}
