import { runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../server/directory/random-ids.ts";
import type { MessageList, RoomTurn, SentMessage } from "../../shared/api-rooms.ts";
import type { Message } from "../../shared/protocol/events.ts";
import { eventually } from "../support/eventually.ts";
import { aiRoom, joinAs, script, setAi } from "./support/ai-room.ts";
import { request, roomPath } from "./support/api-request.ts";
import { begin, codes, listOf, write } from "./support/api-rooms-lab.ts";

beforeAll(begin);

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
