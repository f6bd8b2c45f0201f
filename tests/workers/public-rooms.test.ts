import { expect, it } from "vitest";
import type { Page, PublicRoom, RoomDetails } from "../../shared/api-rooms.ts";
import type { RoomId } from "../../shared/ids.ts";
import { publicRoomPaths } from "../../shared/room-paths.ts";
import { eventually } from "../support/eventually.ts";
import { roomPath } from "./support/api-request.ts";
import { type Person, signUp } from "./support/person.ts";

async function team() {
  const ada = await signUp("ada");
  const organization = await ada.found("Engines");
  const grace = await signUp("grace");
  await grace.accept(await ada.invite(organization.id));
  const stranger = await signUp("mallory");
  const other = await stranger.found("Others");
  return { ada, grace, stranger, organization, other };
}
type Team = Awaited<ReturnType<typeof team>>;

const listed = async (person: Person, { organization }: Pick<Team, "organization">, words = "") =>
  (
    await person.must(
      person.get<Page<PublicRoom, RoomId>>(publicRoomPaths.list(organization.id, words, null)),
    )
  ).items;
const change = (person: Person, room: RoomId, body: object) =>
  person.must(person.send<RoomDetails>("PATCH", roomPath(room), body));
const group = (person: Person, { organization }: Team, name: string) =>
  person.makeRoom(organization.id, { kind: "group", name, members: [] });

it("PUBLIC-1, PUBLIC-2: a group that is made public is found by name and topic, and joined once", async () => {
  const company = await team();
  const { ada, grace, organization } = company;
  const garden = await group(ada, company, "Garden 100%");
  await group(ada, company, "Secret");
  expect(await listed(grace, company)).toEqual([]);
  await change(ada, garden, { isPublic: true, topic: "Plants and 植物" });
  await eventually(async () =>
    expect(await listed(grace, company)).toEqual([
      {
        id: garden,
        name: "Garden 100%",
        topic: "Plants and 植物",
        members: expect.any(Number),
        joined: false,
      },
    ]),
  );
  for (const words of ["GARDEN", "植物", "100%"]) expect(await listed(grace, company, words)).toHaveLength(1);
  for (const words of ["secret", "_arden", "%"]) {
    expect(await listed(grace, company, words)).toHaveLength(words === "%" ? 1 : 0);
  }
  const join = publicRoomPaths.join(organization.id, garden);
  expect(await grace.must(grace.post(join, {}))).toEqual({ id: garden });
  expect(await grace.must(grace.post(join, {}))).toEqual({ id: garden });
  expect(await grace.must(grace.get<RoomDetails>(roomPath(garden)))).toMatchObject({ role: "member" });
  await eventually(async () => expect(await listed(grace, company)).toMatchObject([{ joined: true }]));
});

it("PUBLIC-1: a room that is not public, or no longer, or of another organization, is one that does not exist", async () => {
  const company = await team();
  const { ada, grace, stranger, organization, other } = company;
  const garden = await group(ada, company, "Garden");
  const closed = await grace.post(publicRoomPaths.join(organization.id, garden), {});
  await change(ada, garden, { isPublic: true });
  const outside = [
    await stranger.post(publicRoomPaths.join(organization.id, garden), {}),
    await stranger.post(publicRoomPaths.join(other.id, garden), {}),
  ];
  await eventually(async () => expect(await listed(grace, company)).toHaveLength(1));
  expect(await listed(stranger, { organization: other })).toEqual([]);
  await change(ada, garden, { isPublic: false });
  // The directory may still list it: the room decides.
  const again = await grace.post(publicRoomPaths.join(organization.id, garden), {});
  expect([closed, ...outside, again].map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  await eventually(async () => expect(await listed(grace, company)).toEqual([]));
  const session = await ada.makeRoom(organization.id, { kind: "session", name: "s", members: [] });
  expect((await ada.send("PATCH", roomPath(session), { isPublic: true })).status).toBe(403);
  expect((await grace.send("PATCH", roomPath(garden), { isPublic: true })).status).toBe(404);
});
