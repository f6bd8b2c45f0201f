import { createMemo, Show } from "solid-js";
import { useInbox } from "../../../parts/contexts/inbox-context.ts";
import type { RoomMenuProps } from "../../room/room-place.ts";
import RoomActions from "./room-actions.tsx";

/** The menu in the header of a room: the same as in the list, with the rights that the room has told. */
export default function OpenRoomMenu(props: RoomMenuProps) {
  const { entries } = useInbox();
  const entry = createMemo(() => entries()?.find(({ room }) => room === props.room));
  return (
    <Show when={entry()}>
      {(known) => (
        <RoomActions
          asked={{ entry: known(), anchor: props.anchor, begin: "all" }}
          here={props.here}
          onClose={() => props.onClose()}
        />
      )}
    </Show>
  );
}
