import type { UserId } from "../../../shared/ids.ts";
import type { Role, Scopes } from "../../../shared/permissions.ts";

/** The user who makes a request to a room, and the scopes that limit what their role allows. */
export interface Caller {
  user: UserId;
  scopes: Scopes;
}

/** A caller, and the time of the action (server clock, milliseconds). */
export interface Actor extends Caller {
  role: Role;
  now: number;
}
