import type { UserId } from "../../../shared/ids.ts";
import type { Role, Scopes } from "../../../shared/permissions.ts";

/** Who asks something of a room, and what they may use at most of what their role allows. */
export interface Caller {
  user: UserId;
  scopes: Scopes;
}

/** Who acts, and when (server clock, milliseconds). */
export interface Actor extends Caller {
  role: Role;
  now: number;
}
