import { useParams } from "@solidjs/router";
import { createMemo, Show } from "solid-js";
import { isRoomId } from "../../../shared/ids.ts";
import { RoomScreen } from "../room/room-screen.tsx";
import { NoRoom } from "../workspace/no-room.tsx";

/** `/:organization/:room?` */
export function RoomPane() {
  const params = useParams();
  const room = createMemo(() => (isRoomId(params["room"]) ? params["room"] : undefined));
  return (
    <Show when={room()} keyed fallback={<NoRoom />}>
      {(id) => <RoomScreen id={id} />}
    </Show>
  );
}
