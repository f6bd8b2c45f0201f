import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { MessageList, ReadState, SentMessage } from "../../shared/api-rooms.ts";
import { COMMAND_RATE } from "../../shared/limits.ts";
import type { Message } from "../../shared/protocol/events.ts";
import { request, roomPath } from "./support/api-request.ts";
import { attachFile } from "./support/attachments.ts";
import { type Person } from "./support/person.ts";
import { join } from "./support/room.ts";
import { codeOf, type Answer } from "./support/visitor.ts";
import { ada, begin, codes, grace, listOf, makeRoom, organization, write } from "./support/api-rooms-lab.ts";

beforeAll(begin);

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
    expect(await read(one.seq)).toEqual({ read: one.seq, unread: 1, mentions: 0, inThreads: 0 });
    expect(await read(two.seq)).toEqual({ read: two.seq, unread: 0, mentions: 0, inThreads: 0 });
    expect(await read(one.seq)).toEqual({ read: two.seq, unread: 0, mentions: 0, inThreads: 0 });
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
