import type { OrganizationId, RoomId } from "../../shared/ids.ts";
import type { FoundMessages, MessageSearch, RoomNews, RoomPosition } from "./message-index.ts";

/** The RPC interface of an organization's message index. Each call may be repeated. */
export interface SearchCalls extends Rpc.DurableObjectBranded {
  /** How far the index knows the room; null if it must begin with it. */
  position(organization: OrganizationId, room: RoomId): RoomPosition | null;
  /** Takes what a room tells. Returns how far the index knows the room now. */
  take(news: RoomNews): RoomPosition | null;
  search(search: MessageSearch): FoundMessages;
  /** The room is deleted: nothing of it is found from now on, and its words are deleted afterwards. */
  forget(room: RoomId): void;
  /** The organization is deleted: deletes everything. */
  erase(): Promise<void>;
}
