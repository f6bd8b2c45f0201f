import type { RoomPart } from "../../parts/lib/asked-of-room.ts";
import type { RoomContextValue } from "./room-context.tsx";

/** Whether the person may use this part of the room. The room checks each command again. */
export function mayShow(room: RoomContextValue, part: RoomPart): boolean {
  const { kind } = room.view().room;
  switch (part) {
    case "members":
    case "files":
    case "pins":
      return true;
    case "tasks":
      return kind !== "support";
    case "memory":
      return kind !== "support" && (kind !== "direct" || room.agents().length > 0);
    case "rename":
    case "topic":
      return kind !== "direct" && room.may("manage");
    case "share":
      return ["group", "session"].includes(kind) && room.may("invite");
    case "leave":
      return kind !== "direct";
  }
}
