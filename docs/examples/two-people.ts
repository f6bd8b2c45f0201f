import { createClient, makeMemoryStorage, type Room } from "../../client/sdk/index.ts";
import { paths } from "../../shared/api.ts";
import { makeId, type OrganizationId, type RoomId, type UserId } from "../../shared/ids.ts";

export type Login = { origin: string; organization: OrganizationId; user: UserId; cookie: string };

/** Opens a room for someone who has signed in. In a browser the cookie opens it and needs no ticket. */
export function open({ origin, organization, user, cookie }: Login, room: RoomId): Room {
  const device = makeId("dev", (bytes) => crypto.getRandomValues(bytes));
  const socketUrl = async () => {
    const headers = { "content-type": "application/json", origin, cookie };
    const body = JSON.stringify({ room });
    const response = await fetch(origin + paths.tickets(organization), { method: "POST", headers, body });
    const { ticket } = (await response.json()).data;
    return `${origin.replace("http", "ws")}${paths.roomSocket(organization, room)}?ticket=${ticket}`;
  };
  return createClient({ origin, organization, user, device, socketUrl, storage: makeMemoryStorage() }).room(
    room,
  );
}

/** Grace answers when she reads Ada; resolves with what Ada sees in the end. */
export function talk(ada: Room, grace: Room): Promise<string[]> {
  const { promise, resolve } = Promise.withResolvers<string[]>();
  const endAnswering = grace.subscribe(() => {
    if (grace.view?.messages.at(-1)?.text !== "Hello Grace!") return;
    endAnswering();
    void grace.send({ text: "Hello Ada!" });
  });
  ada.subscribe(() => {
    const texts = ada.view?.messages.map(({ text }) => text) ?? [];
    if (texts.includes("Hello Ada!")) resolve(texts);
  });
  void ada.send({ text: "Hello Grace!" });
  return promise;
}
