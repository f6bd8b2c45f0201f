import { createSignal, Show } from "solid-js";
import { Icon } from "../../ui/icon.tsx";
import { Popover } from "../../ui/popover.tsx";
import { useRoom } from "./room-context.tsx";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";

const ShareDialog = lazyPart(() => import("./share/share-dialog.tsx"));

/** Actions on the room as a whole. Renders nothing if the person may do none of them. */
export function RoomMenu() {
  const room = useRoom();
  const [sharing, setSharing] = createSignal(false);
  const mayShare = () => room.may("invite") && ["group", "session"].includes(room.view().room.kind);
  const mayTakeOver = () => room.may("takeOver") && room.agents().length > 0;
  return (
    <Show when={mayShare() || mayTakeOver()}>
      <Popover label="Conversation menu" trigger={<Icon name="more" size={20} />} class="menu">
        {(close) => {
          const choose = (act: () => void) => () => {
            close();
            act();
          };
          return (
            <>
              <Show when={mayShare()}>
                <button type="button" class="menu__item" onClick={choose(() => setSharing(true))}>
                  <Icon name="link" /> Share link
                </button>
              </Show>
              <Show when={mayTakeOver()}>
                <button
                  type="button"
                  class="menu__item"
                  onClick={choose(
                    () => void room.attempt(() => room.room.takeOver(room.takeover() === null)),
                  )}
                >
                  <Icon name="group" /> {room.takeover() === null ? "Take over from AI" : "Hand back to AI"}
                </button>
              </Show>
            </>
          );
        }}
      </Popover>
      <Show when={sharing()}>
        <ShareDialog onClose={() => setSharing(false)} />
      </Show>
    </Show>
  );
}
