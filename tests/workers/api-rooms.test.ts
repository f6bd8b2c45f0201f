import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../server/directory/random-ids.ts";
import type { Page, RoomDetails, RoomMember, RoomSummary } from "../../shared/api-rooms.ts";
import type { RoomId, UserId } from "../../shared/ids.ts";
import { eventually } from "../support/eventually.ts";
import { roomPath } from "./support/api-request.ts";
import { signUp } from "./support/person.ts";
import { ada, begin, codes, grace, makeRoom, organization, write } from "./support/api-rooms-lab.ts";

beforeAll(begin);

describe("rooms", () => {
  it("API-1: are listed with how far one is, in pages whose ends are ids", async () => {
    const owner = await signUp("linus");
    const mine = await owner.found("Pages");
    const made: RoomId[] = [mine.welcomeRoom];
    for (const name of ["one", "two", "three"])
      made.push(await owner.makeRoom(mine.id, { kind: "group", name, members: [] }));
    const seen: RoomSummary[] = [];
    for (let after: RoomId | null | undefined; after !== null;) {
      const query = `organization=${mine.id}&limit=2${after === undefined ? "" : `&after=${after}`}`;
      const page: Page<RoomSummary, RoomId> = await owner.must(owner.get(`/api/v1/rooms?${query}`));
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items);
      after = page.next;
    }
    expect(seen.map(({ id }) => id)).toEqual(made.sort());
    expect(seen.map(({ name }) => name).sort()).toEqual(["#welcome", "one", "three", "two"]);
    for (const room of seen) expect(room).toMatchObject({ kind: "group", role: "owner", unread: 0 });
  });

  it("API-1: unread messages are counted, a direct room names the other one, and rooms of others are not listed", async () => {
    const room = await makeRoom();
    const direct = await ada.makeRoom(organization.id, { kind: "direct", members: [grace.id] });
    const other = await makeRoom([]);
    await write(ada, room, "one");
    await write(ada, room, "two, @grace");
    const page = await eventually(async () => {
      const listed = await grace.must(
        grace.get<Page<RoomSummary, RoomId>>(`/api/v1/rooms?organization=${organization.id}&limit=200`),
      );
      expect(listed.items.find(({ id }) => id === room)).toMatchObject({ unread: 2, mentions: 1 });
      expect(listed.items.find(({ id }) => id === direct)?.peer).toEqual({ user: ada.id, name: "ada" });
      return listed;
    });
    expect(page.items.map(({ id }) => id)).not.toContain(other);
    const found = page.items.find(({ id }) => id === room);
    const details = await grace.must(grace.get<RoomDetails>(roomPath(room)));
    expect(found).toMatchObject({ head: details.head, read: details.read });
    expect(found?.lastMessageAt).toBeGreaterThan(0);
  });

  it("API-2: one room says what the caller may do there; who may manage it renames it", async () => {
    const room = await makeRoom();
    expect(await grace.must(grace.get<RoomDetails>(roomPath(room)))).toMatchObject({
      id: room,
      kind: "group",
      name: "garden",
      role: "member",
      members: 3,
      takeover: null,
      capabilities: ["read", "write", "invite", "steer", "takeOver"],
    });
    expect(codes(await grace.send("PATCH", roomPath(room), { name: "yard" }))).toEqual([403, "forbidden"]);
    const renamed = await ada.must(ada.send<RoomDetails>("PATCH", roomPath(room), { name: " yard " }));
    expect(renamed.name).toBe("yard");
    expect(codes(await ada.send("PATCH", roomPath(room), { name: "\u200b" }))).toEqual([400, "bad_type"]);
  });

  it("API-3: members are listed in pages, added, given roles, and removed by who may; everybody may leave", async () => {
    const room = await makeRoom([]);
    const members = (query = "") =>
      ada.must(ada.get<Page<RoomMember, UserId>>(roomPath(room, `/members${query}`)));
    const add = await ada.must(
      ada.post<RoomMember>(roomPath(room, "/members"), { user: grace.id, role: "viewer" }),
    );
    expect(add).toEqual({ user: grace.id, name: "grace", kind: "person", role: "viewer" });
    const all = await members();
    expect(all.items.map(({ kind }) => kind).sort()).toEqual(["agent", "person", "person"]);
    const [first, second] = [
      await members("?limit=2"),
      await members(`?limit=2&after=${all.items[1]?.user}`),
    ];
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect([first.next, second.next]).toEqual([all.items[1]?.user, null]);

    const path = roomPath(room, `/members/${grace.id}`);
    expect(codes(await grace.post(roomPath(room, "/messages"), { text: "hi" }))).toEqual([403, "forbidden"]);
    expect(await ada.must(ada.send<RoomMember>("PATCH", path, { role: "member" }))).toMatchObject({
      role: "member",
    });
    await write(grace, room, "hi");
    expect(codes(await grace.delete(roomPath(room, `/members/${ada.id}`)))).toEqual([403, "forbidden"]);
    // The last owner stays.
    expect(codes(await ada.delete(roomPath(room, `/members/${ada.id}`)))).toEqual([409, "conflict"]);
    await grace.must(grace.delete(path));
    expect(codes(await grace.get(roomPath(room)))).toEqual([404, "not_found"]);
    await ada.must(ada.post(roomPath(room, "/members"), { user: grace.id }));
    await ada.must(ada.delete(path));
    expect((await members()).items.map(({ user }) => user)).not.toContain(grace.id);
    expect(codes(await ada.post(roomPath(room, "/members"), { user: newId("user") }))).toEqual([
      404,
      "not_found",
    ]);
    expect(codes(await ada.post(roomPath(room, "/members"), { user: grace.id, role: "visitor" }))).toEqual([
      400,
      "bad_type",
    ]);
  });
});
