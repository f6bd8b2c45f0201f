import { describe, expect, test } from "vitest";
import { makeId, type ShareId, type UserId } from "../../shared/ids.ts";
import {
  can,
  CAPABILITIES,
  type Capability,
  ROLES,
  type Role,
  ROOM_KINDS,
} from "../../shared/permissions.ts";
import { addMember, endShare, leaveOrganization } from "../../server/rules/room/members.ts";
import { createRoom } from "../../server/rules/room/room.ts";
import { ada, grace, linus, mallory, newMessageId, newRoomId, organization } from "../support/people.ts";
import { testRoom } from "./test-room.ts";

const newRoom = () =>
  testRoom([
    [ada, "owner"],
    [grace, "admin"],
    [linus, "member"],
  ]);
const invite = (user: UserId, role: Role) =>
  ({ type: "invite", person: { user, name: "Mallory" }, role }) as const;

describe("the table", () => {
  test("ROLE-1: says for every role and kind who may what", () => {
    const capabilities: Capability[] = ["read", "write", "invite", "manage"];
    const table = ROOM_KINDS.flatMap((kind) =>
      ROLES.map((role) => [kind, role, ...capabilities.filter((each) => can(role, each, kind))].join(" ")),
    );
    expect(table).toMatchInlineSnapshot(`
      [
        "direct owner read write",
        "direct admin read write",
        "direct member read write",
        "direct viewer read",
        "direct visitor read write",
        "group owner read write invite manage",
        "group admin read write invite manage",
        "group member read write invite",
        "group viewer read",
        "group visitor read write",
        "session owner read write invite manage",
        "session admin read write invite manage",
        "session member read write invite",
        "session viewer read",
        "session visitor read write",
        "support owner read write invite manage",
        "support admin read write invite manage",
        "support member read write invite",
        "support viewer read",
        "support visitor read write",
      ]
    `);
  });

  test("ROLE-1: in an organization and in a library a role may what it may in a group", () => {
    for (const place of ["organization", "library"] as const)
      for (const role of ROLES)
        for (const each of CAPABILITIES) expect(can(role, each, place)).toBe(can(role, each, "group"));
  });

  test("ROLE-1: is asked at each command, so a change holds for the next one", () => {
    const room = newRoom();
    expect(room.refuses(linus, { type: "send", id: newMessageId(), text: "one" })).toBeNull();
    room.does(ada, { type: "role", user: linus, role: "viewer" });
    expect(room.refuses(linus, { type: "send", id: newMessageId(), text: "two" })).toBe("forbidden");
    room.does(ada, { type: "role", user: linus, role: "member" });
    expect(room.refuses(linus, { type: "send", id: newMessageId(), text: "three" })).toBeNull();
  });

  test("ROLE-2: a viewer reads and writes nothing", () => {
    const room = testRoom([
      [ada, "owner"],
      [grace, "viewer"],
    ]);
    const target = room.says(ada, "hello");
    const head = room.head();
    const tries = [
      { type: "send", id: newMessageId(), text: "x" },
      { type: "edit", target, version: 1, text: "x" },
      { type: "delete", target },
      { type: "react", target, emoji: "👍", on: true },
      { type: "rename", name: "x" },
      invite(mallory, "viewer"),
      { type: "remove", user: ada },
      { type: "role", user: grace, role: "owner" },
    ] as const;
    expect(tries.map((command) => room.refuses(grace, command))).toEqual(tries.map(() => "forbidden"));
    expect(room.head()).toBe(head);
    expect(room.refuses(grace, { type: "read", seq: target })).toBeNull();
    expect(room.fresh(grace).messages).toHaveLength(1);
  });
});

describe("ranks", () => {
  test("ROLE-3: nobody gives more than they have, or touches those at or above them", () => {
    const room = newRoom();
    expect(room.refuses(linus, invite(mallory, "admin"))).toBe("forbidden");
    expect(room.refuses(grace, invite(mallory, "owner"))).toBe("forbidden");
    expect(room.refuses(linus, { type: "role", user: linus, role: "admin" })).toBe("forbidden");
    expect(room.refuses(grace, { type: "role", user: grace, role: "owner" })).toBe("forbidden");
    expect(room.refuses(grace, { type: "role", user: ada, role: "member" })).toBe("forbidden");
    expect(room.refuses(grace, { type: "remove", user: ada })).toBe("forbidden");
    expect(room.refuses(linus, { type: "remove", user: grace })).toBe("forbidden");
    expect(room.refuses(grace, { type: "remove", user: linus })).toBeNull();
    expect(room.refuses(ada, { type: "role", user: grace, role: "member" })).toBeNull();
  });

  test("ROLE-4: a room keeps an owner", () => {
    const room = newRoom();
    expect(room.refuses(ada, { type: "leave" })).toBe("conflict");
    expect(room.refuses(ada, { type: "role", user: ada, role: "member" })).toBe("conflict");
    room.does(ada, { type: "role", user: grace, role: "owner" });
    expect(room.refuses(ada, { type: "leave" })).toBeNull();
    expect(room.fresh(grace).members[ada]?.role).toBeNull();
  });

  test("ROLE-4: when its last owner leaves the organization, the next in rank inherits the room", () => {
    const room = newRoom();
    const { effects } = leaveOrganization(room.store, ada, room.clock.now);
    expect(effects.map((effect) => effect.type)).toEqual(["publish", "dismiss", "publish"]);
    expect(room.fresh(grace).you.role).toBe("owner");
    expect(room.fresh(grace).members[ada]?.role).toBeNull();
    expect(leaveOrganization(room.store, ada, room.clock.now)).toEqual({ effects: [] });
    leaveOrganization(room.store, linus, room.clock.now);
    leaveOrganization(room.store, grace, room.clock.now);
    expect(room.events().at(-1)).toMatchObject({ type: "member.left", user: grace });
  });

  test("ROLE-5: someone who was removed is dismissed before anyone is told, and can do nothing more", () => {
    const room = newRoom();
    const outcome = room.does(ada, { type: "remove", user: linus });
    expect("effects" in outcome && outcome.effects.map((effect) => effect.type)).toEqual([
      "dismiss",
      "publish",
      "arm",
    ]);
    expect(room.refuses(linus, { type: "send", id: newMessageId(), text: "still here" })).toBe("forbidden");
    expect(room.refuses(linus, { type: "read", seq: 1 })).toBe("forbidden");
    expect(() => room.hello(linus)).toThrow("not a member");
  });

  test("ROLE-6: a direct room is its two people", () => {
    const room = testRoom(
      [
        [ada, "member"],
        [grace, "member"],
      ],
      "direct",
    );
    const tries = [
      invite(mallory, "member"),
      { type: "remove", user: grace },
      { type: "leave" },
      { type: "rename", name: "us" },
      { type: "role", user: ada, role: "owner" },
    ] as const;
    expect(tries.map((command) => room.refuses(ada, command))).toEqual(tries.map(() => "forbidden"));
  });

  test("ROLE-7: what is so already is done already", () => {
    const room = newRoom();
    room.does(ada, { type: "remove", user: linus });
    const head = room.head();
    expect(room.does(ada, { type: "remove", user: linus })).toEqual({ effects: [] });
    expect(room.does(ada, invite(grace, "member"))).toEqual({ effects: [] });
    expect(room.does(ada, { type: "role", user: grace, role: "admin" })).toEqual({ effects: [] });
    expect(room.does(ada, { type: "rename", name: " garden " })).toEqual({ effects: [] });
    expect(room.refuses(ada, { type: "remove", user: mallory })).toBe("not_found");
    expect(room.head()).toBe(head);
  });
});

describe("the room itself", () => {
  test("ROOM-1: making it again changes nothing", () => {
    const room = newRoom();
    const before = room.events();
    const spec = {
      id: newRoomId(),
      organization,
      kind: "direct",
      name: "x",
      createdBy: mallory,
      members: [],
    } as const;
    createRoom(room.store, { ...spec, members: [] }, { generation: "9", newEpoch: () => "x", now: 0 });
    expect(room.events()).toEqual(before);
    expect(room.fresh(ada).room.name).toBe("garden");
  });

  test("ROOM-2: a room is renamed to what it could have been made with", () => {
    const room = testRoom([[ada, "owner"]]);
    room.does(ada, { type: "rename", name: "👩‍💻  cafe\u0301\u202e" });
    expect(room.fresh(ada).room.name).toBe("👩‍💻 café");
  });

  test.each(["", "   ", "\u3164\u2800", "\u200b\u202e", "x".repeat(81)])("ROOM-2: %j is no name", (name) => {
    expect(newRoom().refuses(ada, { type: "rename", name })).toBe("bad_type");
  });

  test("ROOM-2: a name is cleaned of what cannot be seen", () => {
    const room = newRoom();
    room.does(ada, { type: "rename", name: " rose\u202e\u0007\n garden " });
    expect(room.fresh(ada).room.name).toBe("rose garden");
  });
});

test("SHARE-3: a link that ends takes those who came by it alone, and not who inherited the room or opened a newer one", () => {
  const room = testRoom([[ada, "owner"]]);
  const [first, second] = [1, 2].map((n) => makeId("share", (bytes) => bytes.fill(n)));
  if (first === undefined || second === undefined) throw new Error("two links");
  const come = (user: UserId, id: ShareId) =>
    addMember(room.store, { user, name: "Guest" }, "member", { user, now: 0 }, { id, expiresAt: 10 });
  for (const user of [grace, linus, mallory]) come(user, first);
  come(linus, second);
  leaveOrganization(room.store, ada, 1);
  const heir = room.fresh(grace).members[grace]?.role === "owner" ? grace : linus;
  endShare(room.store, first, 2);
  const roles = room.fresh(heir).members;
  expect(roles[heir]?.role).toBe("owner");
  expect(roles[linus]?.role).not.toBeNull();
  expect(roles[mallory]?.role).toBeNull();
});
