import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { RoomServer } from "../../server/objects/room/room-server.ts";
import { Connections } from "../../server/sockets/connections.ts";
import { scopeBits } from "../../server/sockets/scope-bits.ts";
import { encodePrincipal, PRINCIPAL_HEADER } from "../../server/sockets/socket-principal.ts";
import type { OrganizationSummary } from "../../shared/api.ts";
import type { RoomId } from "../../shared/ids.ts";
import {
  COMMAND_RATE,
  MAX_CATCH_UP_EVENTS,
  MAX_SOCKETS_PER_PERSON,
  MAX_TEXT_BYTES,
} from "../../shared/limits.ts";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import { aiRoom, script } from "./support/ai-room.ts";
import { eventually } from "../support/eventually.ts";
import { eventsPath, openEvents, readEvents } from "./support/event-stream.ts";
import { team, type Person } from "./support/person.ts";
import { Device, join, newMessageId, newUser } from "./support/room.ts";
import { codeOf } from "./support/visitor.ts";

let ada: Person;
let grace: Person;
let organization: OrganizationSummary;
beforeAll(async () => {
  ({ ada, grace, organization } = await team());
});

const roomOf = (id: RoomId) => env.ROOM.getByName(id);

const makeRoom = (): Promise<RoomId> =>
  ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [grace.id] });

/** Grace writes. */
async function write(room: RoomId, text: string): Promise<number> {
  const caller = { user: grace.id, scopes: ALL_SCOPES, unreadable: [] };
  const sent = await roomOf(room).command(caller, { type: "send", id: newMessageId(), text });
  if (sent === null || "refused" in sent || sent.seq === null) throw new Error("not sent");
  return sent.seq;
}

const seqsOf = (events: { id?: string; type: string }[]): number[] =>
  events.flatMap(({ id, type }) => (id === undefined || type === "ready" ? [] : [Number(id.split(".")[0])]));

describe("a room's events over HTTP", () => {
  it("API-20: begin with what happens from now on, and have the seq and the event as on the wire", async () => {
    const room = await makeRoom();
    await write(room, "before");
    const stream = await readEvents(ada, eventsPath(organization.id, room));
    const ready = await stream.until("ready");
    const seq = await write(room, "after");
    const event = await stream.until("message.sent");
    expect(event.id).toBe(`${seq}.${String(ready.data["epoch"])}`);
    expect(event.data).toMatchObject({ type: "message.sent", seq, by: grace.id, message: { text: "after" } });
    expect(stream.text()).not.toContain("before");
    await stream.close();
  });

  it("API-21: continue after Last-Event-ID, which counts more than `since`, without gaps or doubles", async () => {
    const room = await makeRoom();
    const first = await readEvents(ada, eventsPath(organization.id, room));
    const { id: begin = "" } = await first.until("ready");
    await write(room, "one");
    const { id = "" } = await first.until("message.sent");
    await first.close();
    const missed = [await write(room, "two"), await write(room, "three")];
    const again = await readEvents(ada, eventsPath(organization.id, room, `&since=${begin}`), {
      "last-event-id": id,
    });
    const live = await write(room, "four");
    await again.until("message.sent", ({ data }) => data["seq"] === live);
    expect(seqsOf(again.events)).toEqual([...missed, live]);
    // Whoever has lost the connection before the first event has nothing but where it began.
    const whole = await readEvents(ada, eventsPath(organization.id, room, `&since=${begin}`));
    await whole.until("message.sent", ({ data }) => data["seq"] === live);
    const from = Number(begin.split(".")[0]);
    expect(seqsOf(whole.events)).toEqual(Array.from({ length: live - from }, (_, i) => from + 1 + i));
    await Promise.all([again.close(), whole.close()]);
  });

  it("API-21: a program that was away for longer than devices catch up gets every event, and then what follows", async () => {
    const room = await makeRoom();
    const first = await readEvents(ada, eventsPath(organization.id, room));
    const { id = "" } = await first.until("ready");
    await first.close();
    const count = MAX_CATCH_UP_EVENTS + 250;
    await runInDurableObject(roomOf(room), (_: RoomServer, { storage }) => {
      storage.transactionSync(() => {
        const { head = 0 } = storage.sql.exec<{ head: number }>("SELECT head FROM room").one();
        for (let seq = head + 1; seq <= head + count; seq++) {
          storage.sql.exec(
            "INSERT INTO events (seq, at, by, type, target, data) VALUES (?, 1, ?, 'room.renamed', NULL, ?)",
            seq,
            grace.id,
            JSON.stringify({ name: `garden ${seq}` }),
          );
        }
        storage.sql.exec("UPDATE room SET head = ?", head + count);
      });
    });
    const again = await readEvents(ada, eventsPath(organization.id, room), { "last-event-id": id });
    const live = await write(room, "and then");
    await again.until("message.sent");
    const from = Number(id.split(".")[0]);
    expect(seqsOf(again.events)).toEqual(Array.from({ length: live - from }, (_, i) => from + 1 + i));
    expect(again.events[0]?.type).toBe("ready");
    await again.close();
  });

  it("API-22: an id of another epoch is answered with `reset`, and events follow from there", async () => {
    const room = await makeRoom();
    const stream = await readEvents(ada, eventsPath(organization.id, room));
    const { id = "" } = await stream.until("ready");
    await stream.close();
    await write(room, "lost");
    const [seq = "", epoch = ""] = id.split(".");
    const other = await readEvents(ada, eventsPath(organization.id, room), {
      "last-event-id": `${seq}.another-epoch`,
    });
    const reset = await other.until("reset");
    expect(reset.data["epoch"]).toBe(epoch);
    expect(reset.id).toBe(`${String(reset.data["head"])}.${epoch}`);
    await write(room, "new");
    await other.until("message.sent");
    expect(other.text()).not.toContain("lost");
    await other.close();
  });

  it("API-22: a new epoch ends the stream, and the id that was the last is answered with `reset`", async () => {
    const room = await makeRoom();
    const stream = await readEvents(ada, eventsPath(organization.id, room));
    const { id = "" } = await stream.until("ready");
    const device = await join(roomOf(room), grace.id);
    const { epoch, head } = device.frames.find((frame) => frame.type === "welcome") ?? { epoch: "", head: 0 };
    await expect(device.hello(head + 100, epoch)).rejects.toThrow();
    const end = await stream.until("end");
    expect(end.data).toEqual({ reason: "interrupted" });
    expect(end.id).toBeUndefined();
    await eventually(() => expect(stream.isOver()).toBe(true));
    const again = await readEvents(ada, eventsPath(organization.id, room), { "last-event-id": id });
    expect((await again.until("reset")).data["epoch"]).not.toBe(epoch);
    await again.close();
  });

  it("API-22: what a program claims to have makes no new epoch, and a seq that never was is refused", async () => {
    const room = await makeRoom();
    const stream = await readEvents(ada, eventsPath(organization.id, room));
    const { data } = await stream.until("ready");
    const ahead = Number(data["head"]) + 500;
    const liar = await readEvents(ada, eventsPath(organization.id, room), {
      "last-event-id": `${ahead}.${String(data["epoch"])}`,
    });
    expect((await liar.until("reset")).data["epoch"]).toBe(data["epoch"]);
    for (const since of [`${ahead}`, "-1", "1.5.6", "x", "1e3"]) {
      const refused = await ada.get(eventsPath(organization.id, room, `&since=${since}`));
      expect([since, refused.status, codeOf(refused)]).toEqual([since, 400, "bad_cursor"]);
    }
    await Promise.all([stream.close(), liar.close()]);
  });

  it("API-23: the parts of a running answer have no id, and its end has the text, at once and after a pause", async () => {
    const where = await aiRoom("session");
    const path = eventsPath(where.organization.id, where.id);
    const stream = await readEvents(where.ada, path);
    const { id = "" } = await stream.until("ready");
    const text = script([{ say: "word $i, ", times: 40, every: 10 }]);
    await where.ada.must(where.ada.post(`/api/v1/rooms/${where.id}/messages`, { text }));
    const begun = await stream.until("part");
    expect(begun.id).toBeUndefined();
    // Whoever comes in between gets what there is so far.
    const late = await readEvents(where.grace, path);
    await late.until("ready");
    const end = await stream.until("turn.ended");
    const parts = (of: typeof stream) =>
      of.events.flatMap(({ type, data }) => (type === "part" ? [data] : []));
    const said = (of: typeof stream) =>
      parts(of).reduce((all, part) => all.slice(0, Number(part["n"])) + String(part["d"]), "");
    expect(end.data["text"]).toContain("word 39, ");
    await late.until("turn.ended");
    expect([said(stream), said(late)]).toEqual([end.data["text"], end.data["text"]]);
    const again = await readEvents(where.ada, path, { "last-event-id": id });
    const replayed = await again.until("turn.ended");
    expect(replayed).toEqual(end);
    const logged = (of: typeof stream) =>
      of.events.filter((event) => event.id !== undefined && event.type !== "ready").map((event) => event.id);
    await again.until(stream.events.filter((event) => event.id !== undefined).at(-1)?.type ?? "");
    expect(logged(again).slice(0, logged(stream).length)).toEqual(logged(stream));
    await Promise.all([stream.close(), late.close(), again.close()]);
  });

  it("API-11: a stream has no word of an answer that its reader may not read", async () => {
    const where = await aiRoom("session");
    const path = eventsPath(where.organization.id, where.id);
    const before = await readEvents(where.grace, path);
    const { id = "" } = await before.until("ready");
    await before.close();
    const own = await readEvents(where.ada, path);
    await own.until("ready");
    const text = script([{ say: "the secret is $i, ", times: 3 }]);
    await where.ada.must(where.ada.post(`/api/v1/rooms/${where.id}/messages`, { text }));
    const end = await own.until("turn.ended");
    const library = await where.ada.must(
      where.ada.post<{ id: string }>(`/api/v1/libraries?organization=${where.organization.id}`, {
        name: "Secrets",
        readers: [where.ada.id],
      }),
    );
    await runInDurableObject(where.room, (_: RoomServer, { storage }) => {
      storage.sql.exec(
        "UPDATE turns SET libraries = ? WHERE answer = ?",
        JSON.stringify([library.id]),
        Number(end.data["target"]),
      );
    });
    const after = await readEvents(where.grace, path, { "last-event-id": id });
    expect((await after.until("turn.ended")).data).toMatchObject({ restricted: true, text: "" });
    expect(after.text()).not.toContain("is 2, ");
    expect(own.text()).toContain("is 2, ");
    await Promise.all([own.close(), after.close()]);
  });

  it("API-24: nobody is present by a stream, and nothing counts as delivered or read by it", async () => {
    const room = await makeRoom();
    const cursors = () =>
      runInDurableObject(roomOf(room), (_: RoomServer, { storage }) =>
        storage.sql.exec("SELECT delivered, read FROM members WHERE user = ?", ada.id).one(),
      );
    const before = await cursors();
    const stream = await readEvents(ada, eventsPath(organization.id, room));
    await stream.until("ready");
    const device = await join(roomOf(room), grace.id);
    const welcome = device.frames.find((frame) => frame.type === "welcome");
    await write(room, "is anybody here?");
    await stream.until("message.sent");
    await device.settled();
    expect(welcome?.presence.map(({ user }) => user)).not.toContain(ada.id);
    const presence = device.frames.flatMap((frame) => (frame.type === "presence" ? frame.people : []));
    expect(presence.map(({ user }) => user)).not.toContain(ada.id);
    expect(await cursors()).toEqual(before);
    expect(stream.text()).not.toMatch(/event: (presence|typing|cursors)/);
    device.close();
    await stream.close();
  });

  it("API-25: a room with nothing but a stream has no alarm for it, sleeps, and the reader gets the next message", async () => {
    const room = await makeRoom();
    const stream = await readEvents(ada, eventsPath(organization.id, room));
    await stream.until("ready");
    await eventually(async () => {
      const tasks = await runInDurableObject(roomOf(room), (_: RoomServer, { storage }) =>
        storage.sql.exec<{ task: string }>("SELECT task FROM schedule").toArray(),
      );
      expect(tasks).toEqual([]);
    });
    await evictDurableObject(roomOf(room));
    const restored = vi.spyOn(Connections.prototype, "restore");
    const seq = await write(room, "good morning");
    expect(restored).toHaveBeenCalled();
    restored.mockRestore();
    expect((await stream.until("message.sent")).data["seq"]).toBe(seq);
    await stream.close();
  });

  it("API-26: ends with the reason: signed out, removed from the room", async () => {
    const room = await makeRoom();
    const other = grace.copy();
    const stream = await readEvents(other, eventsPath(organization.id, room));
    await stream.until("ready");
    const removed = await roomOf(room).command(
      { user: ada.id, scopes: ALL_SCOPES, unreadable: [] },
      { type: "remove", user: grace.id },
    );
    expect(removed).toMatchObject({ seq: expect.any(Number) });
    expect((await stream.until("end")).data).toEqual({ reason: "removed" });
    await eventually(() => expect(stream.isOver()).toBe(true));
    expect((await openEvents(other, eventsPath(organization.id, room))).status).toBe(404);

    const mine = await readEvents(ada, eventsPath(organization.id, room));
    await mine.until("ready");
    await ada.signOut();
    expect((await mine.until("end")).data).toEqual({ reason: "revoked" });
    await eventually(() => expect(mine.isOver()).toBe(true));
    await ada.signIn();
  });

  it("API-27: a reader that takes nothing loses the stream, and nothing of the room", async () => {
    const room = await makeRoom();
    const response = await openEvents(ada, eventsPath(organization.id, room));
    const sockets = () =>
      runInDurableObject(roomOf(room), (_: RoomServer, state) => state.getWebSockets().length);
    expect(await sockets()).toBe(1);
    const reader = response.body?.getReader();
    const first = new TextDecoder().decode((await reader?.read())?.value);
    const id = /id: (\S+)/.exec(first)?.[1] ?? "";
    // More than the room keeps for one socket, by people who each write as fast as they may.
    const text = "x".repeat(MAX_TEXT_BYTES);
    let head = 0;
    for (let writers = 0; (await sockets()) > 0; writers++) {
      expect(writers).toBeLessThan(20);
      const user = newUser();
      await roomOf(room).addMember({ user, name: "Writer", role: "member" });
      const caller = { user, scopes: ALL_SCOPES, unreadable: [] };
      for (let i = 0; i < COMMAND_RATE.burst; i++) {
        const sent = await roomOf(room).command(caller, { type: "send", id: newMessageId(), text });
        if (sent !== null && "seq" in sent) head = sent.seq ?? head;
      }
    }
    await reader?.cancel();
    const again = await readEvents(ada, eventsPath(organization.id, room), { "last-event-id": id });
    await again.until("message.sent", ({ data }) => data["seq"] === head);
    const from = Number(id.split(".")[0]);
    expect(seqsOf(again.events)).toEqual(Array.from({ length: head - from }, (_, i) => from + 1 + i));
    await again.close();
  });

  it("API-28: streams take no place of the person's devices", async () => {
    const room = await makeRoom();
    const device = await join(roomOf(room), ada.id);
    const feeds = await Promise.all(
      Array.from({ length: MAX_SOCKETS_PER_PERSON + 1 }, async () => {
        const opener = { user: ada.id, scopes: scopeBits(ALL_SCOPES), grant: "ses_one", feed: true } as const;
        const headers = { upgrade: "websocket", [PRINCIPAL_HEADER]: encodePrincipal(opener) };
        const { webSocket } = await roomOf(room).fetch("https://parley.internal/", { headers });
        if (webSocket === null) throw new Error("no socket");
        const feed = new Device(webSocket);
        await feed.hello();
        return feed;
      }),
    );
    await write(room, "everybody hears it");
    for (const each of [device, ...feeds])
      await each.until(() => each.events.find((event) => event.type === "message.sent"));
    for (const each of [device, ...feeds]) expect(each.closed).toBeNull();
    for (const feed of feeds) feed.close();
    device.close();
  });

  it("API-28: whoever stops reading leaves no socket in the room", async () => {
    const room = await makeRoom();
    const stream = await readEvents(ada, eventsPath(organization.id, room));
    await stream.until("ready");
    const sockets = () =>
      runInDurableObject(roomOf(room), (_: RoomServer, state) => state.getWebSockets().length);
    expect(await sockets()).toBe(1);
    await stream.close();
    await eventually(async () => expect(await sockets()).toBe(0));
  });
});
