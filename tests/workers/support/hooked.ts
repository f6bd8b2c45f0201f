/** An organization with a webhook, and what its tests look at. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import type { OrganizationId, RoomId } from "../../../shared/ids.ts";
import { eventually } from "../../support/eventually.ts";
import { team } from "./person.ts";
import { join } from "./room.ts";
import { makeWebhook, Receiver, serverOf, walked } from "./webhooks.ts";

export const roomOf = (room: RoomId) => env.ROOM.getByName(room);

/** Ada has an organization with a webhook, and a room with Grace. */
export async function hooked(settings: Parameters<typeof makeWebhook>[3] = {}) {
  const { ada, grace, organization } = await team();
  const room = await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [grace.id] });
  const receiver = new Receiver();
  const made = await makeWebhook(ada, organization.id, receiver, settings);
  await walked(organization.id);
  const at = await join(roomOf(room), ada.id);
  return {
    ada,
    grace,
    organization: organization.id,
    room,
    receiver,
    at,
    id: made.webhook.id,
    secret: made.secret,
  };
}

export const textsOf = (events: Awaited<ReturnType<Receiver["events"]>>): unknown[] =>
  events.map(({ data }) => (data["message"] as { text?: string } | undefined)?.text);

/** What the room knows of webhooks, as it is stored. */
export const hooksOf = (room: RoomId): Promise<string | null> =>
  runInDurableObject(
    roomOf(room),
    (_, { storage }) => storage.sql.exec<{ hooks: string | null }>("SELECT hooks FROM room").one().hooks,
  );

/** So many attempts have been noted. */
export const settled = (organization: OrganizationId, attempts: number): Promise<void> =>
  eventually(() =>
    runInDurableObject(serverOf(organization), (_, { storage }) => {
      const { sum } = storage.sql.exec<{ sum: number }>("SELECT sum(attempts) AS sum FROM deliveries").one();
      if (sum < attempts) throw new Error(`${sum} of ${attempts} attempts`);
    }),
  );
