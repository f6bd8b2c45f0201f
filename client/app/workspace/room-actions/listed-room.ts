import type { Navigator } from "@solidjs/router";
import { isAgentId, type OrganizationId } from "../../../../shared/ids.ts";
import type { InboxEntry } from "../../../../shared/protocol/frames.ts";
import type { AskedOfRoom } from "../../../parts/lib/asked-of-room.ts";
import type { RoomHere } from "../../room/room-place.ts";

/**
 * A room of the list, for its menu. What the entry does not tell, such as the right to share, the room decides when it is open: each part
 * opens the room, which then shows it.
 */
export function listedRoom(entry: InboxEntry, organization: OrganizationId, navigate: Navigator): RoomHere {
  const isShared = entry.kind === "group" || entry.kind === "session";
  return {
    members: () => 0,
    mayShow: (part) => {
      switch (part) {
        case "members":
        case "files":
        case "pins":
          return true;
        case "tasks":
          return entry.kind !== "support";
        case "memory":
          return isShared || (entry.kind === "direct" && isAgentId(entry.peer?.user));
        case "rename":
        case "topic":
          return entry.kind !== "direct" && entry.manages === true;
        case "share":
          return isShared;
        case "leave":
          return entry.kind !== "direct";
      }
    },
    show: (part) =>
      navigate(`/${organization}/${entry.room}`, { state: { show: part } satisfies AskedOfRoom }),
    takeover: () => undefined,
  };
}
