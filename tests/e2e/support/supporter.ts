import { open } from "../../../docs/examples/two-people.ts";

import type { OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import { PROTOCOL_VERSION } from "../../../shared/protocol/frames.ts";
import type { Room } from "../../../client/sdk/types.ts";
import { call, me, type Home } from "./people.ts";

/** A person of the company at the desk, without its pages. */
export interface Supporter {
  /** Enters a conversation, and becomes a member of it. */
  join: (room: RoomId) => Promise<Room>;
  leaveDesk: () => void;
}

/** Opens the desk: visitors are told that somebody is here. */
export async function sitAtDesk(home: Home): Promise<Supporter> {
  const { user } = await me(home);
  const organization: OrganizationId = home.organization.id;
  const cookies = await home.context.cookies(home.origin);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const address = `${home.origin.replace("http", "ws")}/api/organizations/${organization}/desk/socket?for=${user.id}`;
  // Node's own WebSocket takes headers, which a browser's does not.
  const options = { headers: { cookie, origin: home.origin } };
  const socket = new (WebSocket as unknown as new (url: string, options: object) => WebSocket)(
    address,
    options,
  );
  await new Promise<void>((done, failed) => {
    socket.onmessage = () => done();
    socket.onerror = () => failed(new Error("the desk did not open"));
    socket.onopen = () =>
      socket.send(
        JSON.stringify({
          ...{ type: "hello", version: PROTOCOL_VERSION, since: null, epoch: null },
          device: "dev_0123456789abcdefghjkmnpqrs",
        }),
      );
  });
  return {
    async join(room) {
      await call(home, `/api/organizations/${organization}/desk/conversations/${room}/join`, {});
      return open({ origin: home.origin, organization, user: user.id as UserId, cookie }, room);
    },
    leaveDesk: () => socket.close(),
  };
}
