import type { OrganizationId, RoomId } from "./ids.ts";
import type { Seq } from "./protocol/seq.ts";

const room = (organization: OrganizationId, id: RoomId): string =>
  `/api/organizations/${organization}/rooms/${id}`;

/** Addresses of what a room answers to the app over HTTP. */
export const roomPaths = {
  /** `GET` → Message[] */
  pins: (organization: OrganizationId, id: RoomId) => `${room(organization, id)}/pins`,
  /** `GET` → MessageVersion[] */
  versions: (organization: OrganizationId, id: RoomId, message: Seq) =>
    `${room(organization, id)}/messages/${message}/versions`,
} as const;

export const publicRoomPaths = {
  /** `GET` → Page<PublicRoom, RoomId> */
  list: (organization: OrganizationId, words: string, after: RoomId | null) => {
    const query = new URLSearchParams();
    if (words !== "") query.set("q", words);
    if (after !== null) query.set("after", after);
    return `/api/organizations/${organization}/public-rooms?${query}`;
  },
  /** `POST` → RoomReference */
  join: (organization: OrganizationId, id: RoomId) =>
    `/api/organizations/${organization}/public-rooms/${id}/join`,
} as const;
