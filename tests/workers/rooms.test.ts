import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths } from "../../shared/api.ts";
import { openDirectory } from "../../server/directory/directory.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { findPerson } from "../../server/directory/people.ts";
import { createRoom, projectRoom } from "../../server/directory/rooms.ts";
import { sweep } from "../../server/sweep.ts";
import type { OrganizationId, RoomId, UserId } from "../../shared/ids.ts";
import { untraced } from "./support/api-request.ts";
import { signUp, team } from "./support/person.ts";
import { connect, HELLO } from "./support/socket.ts";
import { codeOf } from "./support/visitor.ts";

describe("the directory of rooms", () => {
  it("DIRECTORY-1: a pair has one direct room, whoever asks, also at once", async () => {
    const { ada, grace, organization } = await team();
    const rooms = await Promise.all([
      ...[1, 2, 3].map(() => ada.makeRoom(organization.id, { kind: "direct", members: [grace.id] })),
      ...[1, 2, 3].map(() => grace.makeRoom(organization.id, { kind: "direct", members: [ada.id] })),
    ]);
    expect(new Set(rooms).size).toBe(1);
    const socket = await connect(
      grace,
      paths.roomSocket(organization.id, rooms[0] ?? organization.welcomeRoom),
    );
    socket.send(HELLO);
    expect(await socket.frame("welcome")).toMatchObject({ you: { user: grace.id, role: "member" } });
  });

  it.each([
    ["nobody", []],
    ["two people", ["a", "b"]],
  ])("DIRECTORY-1: a direct room with %s is no direct room", async (_, members) => {
    const { ada, organization } = await team();
    const body = { kind: "direct", members };
    expect(codeOf(await ada.post(paths.rooms(organization.id), body))).toBe("bad_type");
  });

  it("DIRECTORY-1: nobody has a direct room with themselves", async () => {
    const { ada, organization } = await team();
    const body = { kind: "direct", members: [ada.id] };
    expect(codeOf(await ada.post(paths.rooms(organization.id), body))).toBe("bad_type");
  });

  it("DIRECTORY-2: a stranger cannot be put into a room", async () => {
    const { ada, organization } = await team();
    const linus = await signUp("linus");
    for (const body of [
      { kind: "direct", members: [linus.id] },
      { kind: "group", name: "garden", members: [linus.id] },
    ]) {
      expect(codeOf(await ada.post(paths.rooms(organization.id), body))).toBe("not_found");
    }
    expect(await findPerson(env.DB, organization.id, linus.id)).toBeNull();
  });

  it("DIRECTORY-2: a group begins with its maker as owner and the others as members", async () => {
    const { ada, grace, organization } = await team();
    const room = await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [grace.id] });
    for (const [person, role] of [
      [ada, "owner"],
      [grace, "member"],
    ] as const) {
      const socket = await connect(person, paths.roomSocket(organization.id, room));
      socket.send(HELLO);
      expect(await socket.frame("welcome")).toMatchObject({
        you: { role },
        reset: { room: { name: "garden" } },
      });
    }
  });

  it("DIRECTORY-3: a request that is repeated under its key makes one room", async () => {
    const { ada, organization } = await team();
    ada.headers = { ...ada.headers, "idempotency-key": "the-same-click" };
    const body = { kind: "group", name: "garden", members: [] };
    const answers = await Promise.all([1, 2, 3].map(() => ada.post(paths.rooms(organization.id), body)));
    expect(new Set(answers.map(untraced)).size).toBe(1);
    const other = await ada.post(paths.rooms(organization.id), { ...body, name: "library" });
    expect(codeOf(other)).toBe("conflict");
  });

  it("DIRECTORY-3: an organization that is founded twice under a key is one", async () => {
    const ada = await signUp("ada");
    ada.headers = { ...ada.headers, "idempotency-key": "the-same-click" };
    expect(await ada.found()).toEqual(await ada.found());
    expect((await ada.me()).organizations).toHaveLength(1);
  });

  it("DIRECTORY-4: a room that was cut in half is finished by who opens it", async () => {
    const { ada, organization } = await team();
    const room = await halfMade(ada.id, organization.id);
    const socket = await connect(ada, paths.roomSocket(organization.id, room));
    socket.send(HELLO);
    expect(await socket.frame("welcome")).toMatchObject({ you: { role: "owner" } });
  });

  it("DIRECTORY-4: a room that was cut in half is finished by the sweeper", async () => {
    const { ada, organization } = await team();
    const room = await halfMade(ada.id, organization.id);
    await sweep(env, Date.now());
    const ready = await env.DB.prepare("SELECT ready_at FROM rooms WHERE id = ?")
      .bind(room)
      .first("ready_at");
    expect(ready).not.toBeNull();
  });

  it("DIRECTORY-5: an older head never overwrites a newer one", async () => {
    const { ada, grace, organization } = await team();
    const room = await halfMade(ada.id, organization.id);
    const project = (head: number, name: string, user: typeof ada.id) =>
      projectRoom(env.DB, {
        room,
        epoch: "one",
        head,
        name,
        topic: "",
        isPublic: false,
        members: [{ user, role: "member" }],
      });
    await project(7, "newer", grace.id);
    await project(7, "newer", grace.id);
    await project(6, "older", ada.id);
    const row = await env.DB.prepare("SELECT name, projected_head FROM rooms WHERE id = ?")
      .bind(room)
      .first();
    expect(row).toEqual({ name: "newer", projected_head: 7 });
    const members = await env.DB.prepare("SELECT user FROM room_members WHERE room = ?").bind(room).all();
    expect(members.results).toEqual([{ user: grace.id }]);
  });
});

/** The directory's row of a group whose object was never told of it. */
async function halfMade(user: UserId, organization: OrganizationId): Promise<RoomId> {
  const id = newId("room");
  const members = [{ user, name: "ada", role: "owner" as const }];
  const spec = { id, organization, kind: "group" as const, name: "garden", createdBy: user, members };
  await createRoom(openDirectory(env.DB), spec, null, 1);
  return id;
}
