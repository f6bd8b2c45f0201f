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
