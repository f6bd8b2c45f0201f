import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../server/directory/random-ids.ts";
import type { SentMessage } from "../../shared/api-rooms.ts";
import { MAX_MENTIONS, MAX_TEXT_BYTES } from "../../shared/limits.ts";
import { request, roomPath, untraced } from "./support/api-request.ts";
import { signUp } from "./support/person.ts";
import { codeOf } from "./support/visitor.ts";
import { ada, begin, codes, grace, listOf, makeRoom, organization, write } from "./support/api-rooms-lab.ts";

beforeAll(begin);

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
