import { listDurableObjectIds, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths } from "../../../shared/api.ts";
import { newId } from "../../../server/directory/random-ids.ts";
import { inboxName } from "../../../server/bindings/inbox-name.ts";
import { signUp, team } from "../../workers/support/person.ts";
import { closeCode, connect, HELLO, knock } from "../../workers/support/socket.ts";
import { ORIGIN, Visitor } from "../../workers/support/visitor.ts";

describe("routing", () => {
  it("attack 20: a POST that is sent again under its key makes nothing twice (DIRECTORY-3)", async () => {
    const ada = await signUp("ada");
    ada.headers = { ...ada.headers, "idempotency-key": "again" };
    const [first, second] = [await ada.found(), await ada.found()];
    expect(second.id).toBe(first.id);
  });

  it.each([
    "/parties/__proto__/x",
    "/parties/constructor/x",
    "/parties/toString/",
    "/parties/room/room_00000000000000000000000000",
    "/parties/inbox/any",
    "/api/__proto__",
    "/api/organizations/__proto__/people",
    "/api/organizations/constructor/rooms/toString/socket/x",
  ])("attacks 21, 22: %s is 404 (HTTP-6)", async (path) => {
    const ada = await signUp("ada");
    const before = await listDurableObjectIds(env.ROOM);
    expect((await ada.get(path)).status).toBe(404);
    expect((await knock(path, { origin: ORIGIN, cookie: ada.cookie })).type).toBe("refused");
    expect(await listDurableObjectIds(env.ROOM)).toHaveLength(before.length);
  });

  it("attack 23: no other spelling of a room's id opens anything (DOOR-6)", async () => {
    const { ada, organization } = await team();
    const room = organization.welcomeRoom;
    const before = (await listDurableObjectIds(env.ROOM)).length;
    const spellings = [
      room.toUpperCase(),
      `${room}%00`,
      `${room}%2F`,
      `..%2f${room}`,
      `%E2%80%AE${room}`,
      `${room}%CC%81`,
      room.replace("o", "%D0%BE"),
      `%25${room.charCodeAt(0).toString(16)}${room.slice(1)}`,
      `${room}%20`,
      `${room};x`,
      "%",
      "%ff",
    ];
    for (const spelling of spellings) {
      const knocked = await knock(`/api/organizations/${organization.id}/rooms/${spelling}/socket`, {
        origin: ORIGIN,
        cookie: ada.cookie,
      });
      const code = knocked.type === "open" ? (await knocked.socket.closed).code : knocked.status;
      expect([404, 4404], spelling).toContain(code);
    }
    expect((await listDurableObjectIds(env.ROOM)).length).toBe(before);
  });

  it("attack 23: an id that is decoded once is that id (DOOR-6)", async () => {
    const { ada, organization } = await team();
    const encoded = `%72${organization.welcomeRoom.slice(1)}`;
    const socket = await connect(ada, `/api/organizations/${organization.id}/rooms/${encoded}/socket`);
    socket.send(HELLO);
    expect(await socket.frame("welcome")).toMatchObject({ you: { user: ada.id } });
  });

  it("attack 25: ids have 128 random bits, and none and not yours are one answer (HTTP-2)", async () => {
    const { organization } = await team();
    expect(organization.welcomeRoom).toMatch(/^room_[0-9a-hjkmnp-tv-z]{26}$/);
    const mallory = await signUp("mallory");
    const own = await mallory.found();
    const foreign = await closeCode(mallory, paths.roomSocket(own.id, organization.welcomeRoom));
    const none = await closeCode(mallory, paths.roomSocket(own.id, newId("room")));
    expect([foreign, none]).toEqual([4404, 4404]);
  });

  it("attack 26: no object is made for who may not have it (DOOR-5)", async () => {
    const { organization } = await team();
    const mallory = await signUp("mallory");
    const askedRoom = newId("room");
    const askedOrganization = newId("org");
    for (const who of [mallory, new Visitor()]) {
      for (const path of [
        paths.roomSocket(organization.id, askedRoom),
        paths.inboxSocket(organization.id),
        paths.inboxSocket(askedOrganization),
      ]) {
        expect([4401, 4404]).toContain(await closeCode(who, path));
      }
    }
    // Compares ids and not the number of objects, because inboxes of members are created in the background.
    const made = [...(await listDurableObjectIds(env.ROOM)), ...(await listDurableObjectIds(env.INBOX))];
    const ids = made.map((id) => id.toString());
    expect(ids).toContain(env.ROOM.idFromName(organization.welcomeRoom).toString());
    for (const id of [
      env.ROOM.idFromName(askedRoom),
      env.INBOX.idFromName(inboxName(organization.id, mallory.id)),
      env.INBOX.idFromName(inboxName(askedOrganization, mallory.id)),
    ]) {
      expect(ids).not.toContain(id.toString());
    }
  });

  it("attacks 27, 28: headers of ours that a caller sends change nothing (DOOR-4)", async () => {
    const { ada, grace, organization } = await team();
    const principal = { user: ada.id, name: "ada", organization: organization.id, session: "session_of_ada" };
    const socket = await connect(grace, paths.roomSocket(organization.id, organization.welcomeRoom), {
      "x-partykit-props": '{"role":"owner"}',
      "x-partykit-room": "room_00000000000000000000000000",
      "x-partykit-namespace": "INBOX",
      "x-partykit-jurisdiction": "eu",
      "x-tenant-id": "org_00000000000000000000000000",
      "x-user-id": ada.id,
      "x-forwarded-for": "1.2.3.4",
      "x-parley-principal": encodeURIComponent(JSON.stringify(principal)),
    });
    socket.send(HELLO);
    expect(await socket.frame("welcome")).toMatchObject({ you: { user: grace.id, role: "member" } });
  });

  it("attack 27: broken props are no error of ours (DOOR-4)", async () => {
    const { grace, organization } = await team();
    const socket = await connect(grace, paths.inboxSocket(organization.id), { "x-partykit-props": "{{{" });
    socket.send(HELLO);
    expect(await socket.frame("inbox")).toMatchObject({ complete: true });
  });

  it("attacks 29, 30, 32: the caller's query, id and ticket do not reach the object (DOOR-4)", async () => {
    const { grace, organization } = await team();
    const room = organization.welcomeRoom;
    for (const extra of ["_pk=user:ada", "_pk=same", "_pk=same"]) {
      const ticket = await grace.ticket(organization.id, room);
      const socket = await connect(
        grace,
        `${paths.roomSocket(organization.id, room)}?${extra}&ticket=${ticket}`,
      );
      socket.send(HELLO);
      await socket.frame("welcome");
    }
    const known = await runInDurableObject(env.ROOM.get(env.ROOM.idFromName(room)), (_, state) =>
      state.getWebSockets().map((socket) => {
        const [id = ""] = state.getTags(socket);
        return { id, all: JSON.stringify([state.getTags(socket), socket.deserializeAttachment()]) };
      }),
    );
    expect(new Set(known.map(({ id }) => id)).size).toBe(3);
    for (const { id, all } of known) {
      expect(id).toMatch(/^connection_/);
      expect(all).not.toMatch(/ticket|user:ada|same/);
    }
  });
});
