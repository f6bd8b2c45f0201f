import { openDirectory } from "../../directory/directory.ts";
import { unreadableInRoom } from "../../knowledge/libraries/unreadable-libraries.ts";
import { grantIsValid } from "../../directory/grants.ts";
import { finishRoom, welcome } from "../../directory/object-calls.ts";
import { deskStub, inboxStub, roomStub } from "../../bindings/object-stubs.ts";
import type { Env } from "../../bindings/env.ts";
import type { KnownHead } from "../../sockets/known-head.ts";
import { scopeBits } from "../../sockets/scope-bits.ts";
import type { SocketPrincipal } from "../../sockets/socket-principal.ts";
import type { Admission } from "./admit.ts";
import { freshRequest } from "./clean-request.ts";

type Admitted = Extract<Admission, { type: "admitted" }>;

export interface Connected {
  response: Response;
  /** Checks the grant again after the socket is open, and closes the socket if the grant was revoked in between. */
  lookAgain: () => Promise<void>;
}

/** Connects the caller to their room or inbox. Before that, it completes an interrupted creation of the room or welcome. */
export async function connect(env: Env, caller: Request, admitted: Admitted): Promise<Connected> {
  const { principal, organization, membership, room } = admitted;
  const { user, name, grant } = principal;
  const unreadable = room === null ? [] : await unreadableInRoom(env.DB, { organization, user, room });
  const opener: SocketPrincipal = {
    user,
    scopes: scopeBits(principal.scopes),
    grant,
    ...(unreadable.length === 0 ? {} : { unreadable }),
  };
  const now = Date.now();

  if (room !== null && room.readyAt === null) await finishRoom(env, room, now);
  if (
    membership !== null &&
    room?.id === membership.organization.welcomeRoom &&
    membership.welcomedAt === null
  )
    await welcome(env, membership, { user, name }, now);

  if (admitted.to === "desk")
    await deskStub(env, organization).noteOrigin(organization, { user, name }, new URL(caller.url).origin);
  const object = objectOf(env, admitted);
  const response = await object.fetch(freshRequest(caller, opener, knownHead(room)));
  const lookAgain = async (): Promise<void> => {
    if (await grantIsValid(openDirectory(env.DB), grant, organization)) return;
    await object.endGrant(grant);
  };
  return { response, lookAgain };
}

function objectOf(env: Env, { to, organization, principal: { user }, room }: Admitted) {
  if (to === "desk") return deskStub(env, organization);
  return room === null ? inboxStub(env, organization, user) : roomStub(env, room.id);
}

/** The head of the last projection: a room that is behind it has lost events. */
export function knownHead(room: Admitted["room"]): KnownHead | null {
  if (room === null || room.projectedEpoch === null) return null;
  return { epoch: room.projectedEpoch, head: room.projectedHead };
}
