import type { CreateRoom, RoomReference } from "../../../shared/api.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { call, me, type Home } from "./people.ts";

export async function makeRoom(host: Home, room: CreateRoom): Promise<RoomId> {
  const { id } = await call<RoomReference>(host, `/api/organizations/${host.organization.id}/rooms`, room);
  return id;
}

export const makeDirect = async (host: Home, guest: Home): Promise<RoomId> =>
  makeRoom(host, { kind: "direct", members: [(await me(guest)).user.id] });

export const makeGroup = async (host: Home, name: string, ...guests: Home[]): Promise<RoomId> =>
  makeRoom(host, { kind: "group", name, members: await usersOf(guests) });

export const makeSession = async (host: Home, name: string, ...guests: Home[]): Promise<RoomId> =>
  makeRoom(host, { kind: "session", name, members: await usersOf(guests) });

const usersOf = (homes: readonly Home[]) => Promise.all(homes.map(async (home) => (await me(home)).user.id));
