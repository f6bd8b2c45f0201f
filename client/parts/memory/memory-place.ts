import type { OrganizationId, RoomId } from "../../../shared/ids.ts";
import type { MemoryScope } from "../../../shared/memory.ts";

/** Whose facts are shown. `room`: with the scope of a room. */
export interface MemoryPlace {
  organization: OrganizationId;
  scope: MemoryScope;
  room?: RoomId;
}
