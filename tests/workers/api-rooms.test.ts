import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../server/directory/random-ids.ts";
import type {
  MessageList,
  Page,
  ReadState,
  RoomDetails,
  RoomMember,
  RoomSummary,
  RoomTurn,
  SentMessage,
} from "../../shared/api-rooms.ts";
import type { OrganizationSummary } from "../../shared/api.ts";
import type { RoomId, UserId } from "../../shared/ids.ts";
import { COMMAND_RATE, MAX_MENTIONS, MAX_TEXT_BYTES } from "../../shared/limits.ts";
import type { Message } from "../../shared/protocol/events.ts";
import { eventually } from "../support/eventually.ts";
import { aiRoom, joinAs, script, setAi } from "./support/ai-room.ts";
import { request, roomPath, untraced } from "./support/api-request.ts";
import { attachFile } from "./support/attachments.ts";
import { signUp, team, type Person } from "./support/person.ts";
import { join } from "./support/room.ts";
import { codeOf, type Answer } from "./support/visitor.ts";

let ada: Person;
let grace: Person;
let organization: OrganizationSummary;
beforeAll(async () => {
  ({ ada, grace, organization } = await team());
});

const makeRoom = (members: UserId[] = [grace.id]): Promise<RoomId> =>
  ada.makeRoom(organization.id, { kind: "group", name: "garden", members });

const write = async (who: Person, room: RoomId, text: string, more: object = {}): Promise<Message> =>
  (await who.must(who.post<SentMessage>(roomPath(room, "/messages"), { text, ...more }))).message;

const listOf = (who: Person, room: RoomId, query = "") =>
  who.must(who.get<MessageList>(roomPath(room, `/messages${query}`)));

const codes = (answer: Answer<unknown>) => [answer.status, codeOf(answer)];

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

describe("messages", () => {
  it("API-4: are listed newest first, in pages without gaps or doubles, and found by their seq", async () => {
    const room = await makeRoom();
    const sent: Message[] = [];
    for (let i = 1; i <= 7; i++) sent.push(await write(grace, room, `message ${i}`));
    const seen: Message[] = [];
    for (let before: number | null | undefined; before !== null;) {
      const page: MessageList = await listOf(
        ada,
        room,
        before === undefined ? "?limit=3" : `?limit=3&before=${before}`,
      );
      seen.push(...page.items);
      before = page.next;
    }
    expect(seen).toEqual(sent.reverse());
    const [newest] = sent;
    expect(await ada.must(ada.get<Message>(roomPath(room, `/messages/${newest?.seq}`)))).toEqual(newest);
    for (const seq of ["1", "999999", "0", "-1", "1.5", "x", "1e3"])
      expect([seq, ...codes(await ada.get(roomPath(room, `/messages/${seq}`)))]).toEqual([
        seq,
        404,
        "not_found",
      ]);
    for (const query of ["limit=0", "limit=201", "limit=x", "before=0", "before=x", "before=-1"])
      expect([query, ...codes(await ada.get(roomPath(room, `/messages?${query}`)))]).toEqual([
        query,
        400,
        "bad_type",
      ]);
  });

  it("API-5: one that is sent is stored when it is answered, and everybody has it as it was answered", async () => {
    const room = await makeRoom();
    const device = await join(env.ROOM.getByName(room), grace.id);
    const first = await write(ada, room, "Are you there?");
    const file = await attachFile(ada, { organization: organization.id, room }, "plan.txt", "a plan");
    const answer = await ada.post<SentMessage>(roomPath(room, "/messages"), {
      text: "@grace, look",
      replyTo: first.seq,
      attachments: [file.id],
      ai: "never",
    });
    expect(answer.status).toBe(201);
    const { message, turns } = await ada.must(Promise.resolve(answer));
    expect(turns).toEqual([]);
    expect(message).toMatchObject({
      author: ada.id,
      text: "@grace, look",
      mentions: [grace.id],
      replyTo: first.seq,
      quote: { author: ada.id, excerpt: "Are you there?" },
      attachments: [{ id: file.id, name: "plan.txt" }],
      ai: "never",
      version: 1,
    });
    const { seq, author: by, at, reactions: _, ...rest } = message;
    const event = await device.until(() => device.events.find((each) => each.seq === seq));
    expect(event).toEqual({ type: "message.sent", seq, at, by, message: rest });
    device.close();
  });

  it("API-6: the same key again returns the same message, also when both are sent at once; another text is a conflict", async () => {
    const room = await makeRoom();
    const headers = { "idempotency-key": crypto.randomUUID() };
    const send = (text: string) =>
      request<SentMessage>(ada, "POST", roomPath(room, "/messages"), { body: { text }, headers });
    const answers = await Promise.all([send("once"), send("once"), send("once")]);
    answers.push(await send("once"));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const messages = answers.map(({ body }) => (body.ok ? body.data.message : null));
    for (const message of messages) expect(message).toEqual(messages[0]);
    expect(codes(await send("twice"))).toEqual([409, "conflict"]);
    expect((await listOf(ada, room)).items).toHaveLength(1);
    // Without a key each request is a message of its own, and another person may use the same key.
    await write(ada, room, "once");
    await request(grace, "POST", roomPath(room, "/messages"), { body: { text: "once" }, headers });
    expect((await listOf(ada, room)).items).toHaveLength(3);
  });

  it("API-6: a message that was edited, or deleted, since it was sent is not sent again", async () => {
    const room = await makeRoom();
    const headers = { "idempotency-key": crypto.randomUUID() };
    const send = () =>
      ada.must(
        request<SentMessage>(ada, "POST", roomPath(room, "/messages"), { body: { text: "first" }, headers }),
      );
    const { message } = await send();
    const path = roomPath(room, `/messages/${message.seq}`);
    await ada.must(ada.send("PATCH", path, { version: 1, text: "second" }));
    expect((await send()).message).toMatchObject({ seq: message.seq, text: "second", version: 2 });
    await ada.must(ada.delete(path));
    expect((await send()).message).toMatchObject({ seq: message.seq, text: "" });
    expect((await listOf(ada, room)).items).toHaveLength(1);
  });

  it("API-7: is edited by its author from the version that they know, and deleted", async () => {
    const room = await makeRoom();
    const { seq } = await write(ada, room, "helo");
    const path = roomPath(room, `/messages/${seq}`);
    const edit = (who: Person, body: object) => who.send<Message>("PATCH", path, body);
    expect(codes(await edit(grace, { version: 1, text: "no" }))).toEqual([404, "not_found"]);
    expect(await ada.must(edit(ada, { version: 1, text: "hello" }))).toMatchObject({
      text: "hello",
      version: 2,
    });
    expect(codes(await edit(ada, { version: 1, text: "hullo" }))).toEqual([409, "conflict"]);
    // The same edit again is the one that was made.
    expect(await ada.must(edit(ada, { version: 1, text: "hello" }))).toMatchObject({ version: 2 });
    expect(codes(await edit(ada, { text: "hullo" }))).toEqual([400, "bad_type"]);
    const never = await ada.must(ada.send<Message>("PUT", `${path}/ai`, { ai: "never" }));
    expect(never.ai).toBe("never");
    const deleted = await ada.must(ada.delete<Message>(path));
    expect(deleted).toMatchObject({ seq, text: "" });
    expect(deleted.deletedAt).toBeGreaterThan(0);
    expect(await ada.must(ada.delete<Message>(path))).toEqual(deleted);
    expect(codes(await edit(ada, { version: 2, text: "again" }))).toEqual([409, "conflict"]);
  });

  it("API-7: reactions are put and taken away, and are emoji", async () => {
    const room = await makeRoom();
    const { seq } = await write(ada, room, "done");
    const path = (emoji: string) => roomPath(room, `/messages/${seq}/reactions/${encodeURIComponent(emoji)}`);
    for (let times = 0; times < 2; times++)
      expect((await grace.must(grace.send<Message>("PUT", path("👍🏽")))).reactions).toEqual({
        "👍🏽": [grace.id],
      });
    expect((await ada.must(ada.send<Message>("PUT", path("👍🏽")))).reactions).toEqual({
      "👍🏽": [grace.id, ada.id],
    });
    for (let times = 0; times < 2; times++)
      expect((await grace.must(grace.delete<Message>(path("👍🏽")))).reactions).toEqual({ "👍🏽": [ada.id] });
    for (const no of ["x", "👍👍", "../ai", "%", " "])
      expect([no, ...codes(await ada.send("PUT", path(no)))]).toEqual([no, 400, "bad_type"]);
  });

  it("API-8: the read cursor moves forward only, and is what other devices see", async () => {
    const room = await makeRoom();
    const one = await write(ada, room, "one");
    const two = await write(ada, room, "two");
    const read = (seq: number) => grace.must(grace.send<ReadState>("PUT", roomPath(room, "/read"), { seq }));
    expect(await read(one.seq)).toEqual({ read: one.seq, unread: 1, mentions: 0 });
    expect(await read(two.seq)).toEqual({ read: two.seq, unread: 0, mentions: 0 });
    expect(await read(one.seq)).toEqual({ read: two.seq, unread: 0, mentions: 0 });
    const device = await join(env.ROOM.getByName(room), grace.id);
    expect(device.frames.find((frame) => frame.type === "welcome")?.cursors).toContainEqual(
      expect.objectContaining({ user: grace.id, read: two.seq }),
    );
    device.close();
    expect(codes(await grace.send("PUT", roomPath(room, "/read"), { seq: -1 }))).toEqual([400, "bad_type"]);
  });

  it("API-10: limits of rates are those of sockets, and say when to come again", async () => {
    const room = await makeRoom();
    const { seq } = await write(ada, room, "calm");
    const path = roomPath(room, `/messages/${seq}/reactions/${encodeURIComponent("🌱")}`);
    const answers: Answer<unknown>[] = [];
    while (answers.length < COMMAND_RATE.burst * 3) {
      answers.push(...(await Promise.all(Array.from({ length: 30 }, () => grace.send("PUT", path)))));
      if (answers.some(({ status }) => status === 429)) break;
    }
    const refused = answers.find(({ status }) => status === 429);
    expect(refused && codeOf(refused)).toBe("rate_limited");
    expect(refused?.body).toMatchObject({ error: { retryAfter: expect.any(Number) } });
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
    await write(ada, room, "others go on");
  });
});

describe("agents", () => {
  it("API-9: a message that asks says which turn answers it; the answer grows and ends in the message that it names", async () => {
    const where = await aiRoom("session");
    const { ada: asker, id: room } = where;
    const sent = await asker.must(
      asker.post<SentMessage>(roomPath(room, "/messages"), {
        text: script([{ say: "word $i ", times: 60, every: 20 }]),
      }),
    );
    const [turn] = sent.turns;
    expect(turn).toMatchObject({ agent: where.agent, asker: asker.id, prompts: [sent.message.seq] });
    const get = () => asker.must(asker.get<RoomTurn>(roomPath(room, `/turns/${turn?.turn}`)));
    const { answer } = await eventually(async () => {
      const now = await get();
      expect(now.answer).not.toBeNull();
      return now;
    });
    // The text so far is in the list before it is complete.
    await eventually(async () => {
      const { items } = await listOf(asker, room);
      expect(items[0]).toMatchObject({ seq: answer, text: expect.stringContaining("word 1 ") });
    });
    await eventually(async () => expect((await get()).state).toBe("completed"));
    const message = await asker.must(asker.get<Message>(roomPath(room, `/messages/${answer}`)));
    expect(message.text).toContain("word 59 ");
    expect(message.answer).toMatchObject({ turn: turn?.turn, state: "completed", usage: expect.anything() });
  });

  it("API-9: an answer is asked for once with one key; it is stopped once, and stays as it ended", async () => {
    const where = await aiRoom("group");
    const { ada: asker, id: room } = where;
    const message = await write(asker, room, script([{ say: "on and on ", times: 2_000, every: 10 }]));
    const headers = { "idempotency-key": crypto.randomUUID() };
    const path = roomPath(room, `/messages/${message.seq}/answers`);
    const ask = () => request<RoomTurn>(asker, "POST", path, { body: {}, headers });
    const [one, two] = await Promise.all([ask(), ask()]);
    const first = await asker.must(Promise.resolve(one));
    expect((await asker.must(Promise.resolve(two))).turn).toBe(first.turn);
    // Without the key it is a second question while the first is open.
    expect(codes(await asker.post(path))).toEqual([409, "conflict"]);
    const stop = () => asker.must(asker.post<RoomTurn>(roomPath(room, `/turns/${first.turn}/stop`)));
    expect((await stop()).state).toBe("stopped");
    expect((await stop()).state).toBe("stopped");
    // The request is still known, so it begins no other answer.
    expect(await asker.must(ask())).toMatchObject({ turn: first.turn, state: "stopped" });
    const other = await asker.must(asker.post<RoomTurn>(path));
    expect(other.turn).not.toBe(first.turn);
    await asker.must(asker.post(roomPath(room, `/turns/${other.turn}/stop`)));
    for (const no of [newId("turn"), "turn_1", "x"])
      expect([no, ...codes(await asker.get(roomPath(room, `/turns/${no}`)))]).toEqual([no, 404, "not_found"]);
  });

  it("API-9: a model that this server does not offer is refused, and nothing is stored", async () => {
    const where = await aiRoom("session");
    const { ada: asker, id: room } = where;
    const refused = await asker.post(roomPath(room, "/messages"), { text: "hi", model: "nobody/nothing" });
    expect(codes(refused)).toEqual([404, "not_found"]);
    expect((await listOf(asker, room)).items).toEqual([]);
  });

  it("API-5: moderation is what it is on sockets", async () => {
    const where = await aiRoom("group");
    await setAi(where, { moderation: "block" });
    const { ada: writer, id: room } = where;
    const answer = await writer.post(roomPath(room, "/messages"), { text: "please #unsafe S1" });
    expect(codes(answer)).toEqual([422, "blocked"]);
    expect((await listOf(writer, room)).items).toEqual([]);
    await write(writer, room, "good day");
  });

  it("API-11: an answer built on documents that one may not read is shown without a word of it", async () => {
    const where = await aiRoom("session");
    const { ada: owner, grace: other, id: room } = where;
    const device = await joinAs(where, owner);
    const library = await owner.must(
      owner.post<{ id: string }>(`/api/v1/libraries?organization=${where.organization.id}`, {
        name: "Secrets",
        readers: [owner.id],
      }),
    );
    const sent = await owner.must(
      owner.post<SentMessage>(roomPath(room, "/messages"), {
        text: script([{ say: "the secret is $i, ", times: 3 }]),
      }),
    );
    const end = await eventually(() => {
      const answer = device.events.find((event) => event.type === "turn.ended");
      if (answer?.type !== "turn.ended") throw new Error("not ended");
      return answer;
    });
    await write(owner, room, "as it says", { replyTo: end.target, ai: "never" });
    await runInDurableObject(where.room, (_, { storage }) => {
      storage.sql.exec(
        "UPDATE turns SET libraries = ? WHERE answer = ?",
        JSON.stringify([library.id]),
        end.target,
      );
    });
    expect((await listOf(owner, room)).items[1]?.text).toContain("the secret is 2, ");
    const list = await other.get<MessageList>(roomPath(room, "/messages"));
    const one = await other.get<Message>(roomPath(room, `/messages/${end.target}`));
    const thumb = await other.send<Message>(
      "PUT",
      roomPath(room, `/messages/${end.target}/reactions/${encodeURIComponent("👍")}`),
    );
    expect(sent.message.seq).toBeLessThan(end.target);
    for (const answer of [list, one, thumb]) {
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('"restricted":true');
      expect(answer.text).not.toContain("is 2, ");
    }
    device.close();
  });
});

describe("what is not right", () => {
  it("API-12: a room of others, one that was left and one that does not exist are one answer, to the letter, at every address", async () => {
    const mallory = await signUp("mallory");
    await mallory.found("Elsewhere");
    const [foreign, left] = [await makeRoom([]), await makeRoom()];
    const { seq } = await write(ada, foreign, "secret");
    await grace.must(grace.delete(roomPath(left, `/members/${grace.id}`)));
    const turn = newId("turn");
    const rest: [string, string, object?][] = [
      ["GET", ""],
      ["PATCH", "", { name: "x" }],
      ["GET", "/members"],
      ["POST", "/members", { user: ada.id }],
      ["DELETE", `/members/${ada.id}`],
      ["GET", "/messages"],
      ["POST", "/messages", { text: "x" }],
      ["GET", `/messages/${seq}`],
      ["PATCH", `/messages/${seq}`, { version: 1, text: "x" }],
      ["DELETE", `/messages/${seq}`],
      ["PUT", `/messages/${seq}/reactions/${encodeURIComponent("👍")}`],
      ["POST", `/messages/${seq}/answers`, {}],
      ["PUT", "/read", { seq: 1 }],
      ["GET", `/turns/${turn}`],
      ["POST", `/turns/${turn}/stop`],
      ["GET", `/messages/${seq}/steps`],
      ["POST", `/calls/${turn}.1/decision`, { decision: "allow", digest: "" }],
      ["GET", "/events"],
    ];
    for (const [method, path, body] of rest) {
      const told = new Set<string>();
      for (const [who, room] of [
        [mallory, foreign],
        [grace, foreign],
        [grace, left],
        [grace, newId("room")],
        [grace, "room_1"],
      ] as const) {
        for (const query of ["", `?organization=${organization.id}`]) {
          const answer = await who.send(method, `${roomPath(room, path)}${query}`, body);
          told.add(`${answer.status} ${untraced(answer)}`);
        }
      }
      expect([...told], `${method} ${path}`).toEqual([expect.stringMatching(/^404 /)]);
    }
  });

  it("API-13: bodies that do not fit are refused with a code, never with a fault", async () => {
    const room = await makeRoom();
    const path = roomPath(room, "/messages");
    const range = { start: 0, length: 6, user: grace.id };
    const refused: [unknown, number, string][] = [
      ["{", 400, "bad_json"],
      ["", 400, "bad_json"],
      ["[]", 400, "bad_type"],
      ["null", 400, "bad_type"],
      [{}, 400, "bad_type"],
      [{ text: 1 }, 400, "bad_type"],
      [{ text: "" }, 400, "bad_type"],
      [{ text: "  \n " }, 400, "bad_type"],
      [{ text: "x".repeat(MAX_TEXT_BYTES + 1) }, 413, "too_large"],
      [{ text: "x".repeat(100_000) }, 413, "too_large"],
      [{ text: "hi", mentions: Array.from({ length: 10_001 }, () => grace.id) }, 413, "too_large"],
      [{ text: "hi", mentions: Array.from({ length: MAX_MENTIONS + 1 }, () => grace.id) }, 400, "bad_type"],
      [{ text: "hi", mentions: ["grace"] }, 400, "bad_type"],
      [{ text: "hi", mentionRanges: [{ ...range, start: -1 }] }, 400, "bad_type"],
      [{ text: "hi", mentionRanges: [{ ...range, start: 90 }] }, 400, "bad_type"],
      [{ text: "hi", replyTo: 999_999 }, 404, "not_found"],
      [{ text: "hi", replyTo: "1" }, 400, "bad_type"],
      [{ text: "hi", replyTo: 1.5 }, 400, "bad_type"],
      [{ text: "hi", attachments: [newId("att")] }, 404, "not_found"],
      [{ text: "hi", attachments: ["plan.txt"] }, 400, "bad_type"],
      [{ text: "hi", ai: "always" }, 400, "bad_type"],
      [{ text: "hi", model: "x".repeat(121) }, 400, "bad_type"],
    ];
    for (const [body, status, code] of refused) {
      const answer = await request(ada, "POST", path, { body });
      expect([JSON.stringify(body).slice(0, 80), answer.status, codeOf(answer)]).toEqual([
        JSON.stringify(body).slice(0, 80),
        status,
        code,
      ]);
    }
    const plain = await request(ada, "POST", path, {
      body: "text=hi",
      headers: { "content-type": "text/plain" },
    });
    expect(plain.status).toBe(403);
    const key = { "idempotency-key": "two words" };
    const odd = await request(ada, "POST", path, { body: { text: "hi" }, headers: key });
    expect(codes(odd)).toEqual([400, "bad_type"]);
    expect((await listOf(ada, room)).items).toEqual([]);
  });

  it("API-13: fields that the room keeps for itself cannot be sent", async () => {
    const room = await makeRoom();
    const body = {
      text: "hello",
      id: "msg_00000000000000000000000000",
      moderation: { state: "held", categories: [] },
      composed: { epoch: 1 },
      via: "mail",
      author: grace.id,
    };
    const answer = request<SentMessage>(ada, "POST", roomPath(room, "/messages"), { body });
    const { message } = await ada.must(answer);
    expect(message).toMatchObject({ author: ada.id, text: "hello" });
    expect(message.id).not.toBe("msg_00000000000000000000000000");
    expect(Object.keys(message)).not.toContain("via");
    expect(Object.keys(message)).not.toContain("moderation");
  });
});

describe("entity tags", () => {
  it("API-14: who has the answer is told so without it, and gets it when it has changed", async () => {
    // People of their own, whose requests of a minute are not used up.
    const { ada, grace, organization } = await team();
    const room = await ada.makeRoom(organization.id, { kind: "group", name: "yard", members: [grace.id] });
    await write(ada, room, "one");
    for (const path of [
      roomPath(room, "/messages"),
      roomPath(room),
      roomPath(room, "/members"),
      `/api/v1/rooms?organization=${organization.id}`,
      `/api/v1/libraries?organization=${organization.id}`,
    ]) {
      const first = await eventually(async () => {
        const [a, b] = [await request(ada, "GET", path), await request(ada, "GET", path)];
        expect(untraced(a)).toBe(untraced(b));
        return a;
      });
      const tag = first.headers.get("etag") ?? "";
      expect(tag).toMatch(/^W\/"[0-9a-f]{32}"$/);
      expect(first.headers.get("cache-control")).toBe("private, no-cache");
      for (const asked of [tag, tag.replace("W/", ""), `"other", ${tag}`, "*"]) {
        const again = await request(ada, "GET", path, { headers: { "if-none-match": asked } });
        expect([path, again.status, again.text, again.headers.get("etag")]).toEqual([path, 304, "", tag]);
      }
      const other = await request(ada, "GET", path, { headers: { "if-none-match": '"other"' } });
      expect([other.status, untraced(other)]).toEqual([200, untraced(first)]);
    }
    const before = (await request(ada, "GET", roomPath(room, "/messages"))).headers.get("etag") ?? "";
    await write(grace, room, "two");
    const changed = await request(ada, "GET", roomPath(room, "/messages"), {
      headers: { "if-none-match": before },
    });
    expect(changed.status).toBe(200);
    expect(changed.text).toContain("two");
    // A refusal has none, and neither have the app's own addresses.
    const refused = await request(ada, "GET", roomPath(newId("room")), { headers: { "if-none-match": "*" } });
    expect([refused.status, refused.headers.get("etag")]).toEqual([404, null]);
    const app = await request(ada, "GET", `/api/organizations/${organization.id}/people`);
    expect([app.headers.get("etag"), app.headers.get("cache-control")]).toEqual([null, "no-store"]);
  });
});
