import { describe, expect, test } from "vitest";
import { runInDurableObject } from "cloudflare:test";
import { paths } from "../../shared/api.ts";
import type { UserId } from "../../shared/ids.ts";
import type { SentEvent } from "../../shared/webhooks.ts";
import { eventually } from "../support/eventually.ts";
import { team } from "./support/person.ts";
import { addNote, makeLibrary, uploadTo } from "./support/library.ts";
import { visit } from "./support/desk.ts";
import { join, newMessageId } from "./support/room.ts";
import { later, makeWebhook, Receiver, serverOf, verified } from "./support/webhooks.ts";
import { hooked, roomOf, textsOf, settled } from "./support/hooked.ts";

const seqOf = ({ data }: Pick<SentEvent, "data">): number | undefined =>
  (data["message"] as { seq?: number } | undefined)?.seq;

describe("what is sent", () => {
  test("HOOK-2, HOOK-3: a message arrives as the API has it, signed as the public package checks it", async () => {
    const { ada, organization, room, receiver, at, secret } = await hooked({ events: ["message.sent"] });
    const written = await at.write("The **roof** is red");
    const [event] = await receiver.until(1);
    expect(event).toEqual({
      type: "message.sent",
      id: expect.stringMatching(/^evt_[0-9a-z]{26}$/),
      at: written.at,
      organization,
      room: { id: room, kind: "group", name: "garden" },
      data: {
        message: {
          ...{ seq: written.seq, id: expect.any(String), author: ada.id, at: written.at },
          ...{ text: "The **roof** is red", mentions: [], version: 1, reactions: {} },
        },
      },
    });
    const [request] = await receiver.requests();
    if (request === undefined) throw new Error("no request");
    expect(request.method).toBe("POST");
    expect(request.headers["content-type"]).toBe("application/json");
    expect(request.headers["webhook-id"]).toBe(event?.id);
    expect(verified(secret, request)).toEqual(event);
    expect(() => verified(secret, { ...request, body: `${request.body} ` })).toThrow();
    expect(Object.keys(request.headers).filter((name) => /cookie|authorization|x-parley/.test(name))).toEqual(
      [],
    );
  });

  test("HOOK-2: every kind of event of a room is sent with its own content, and an answer when it ends", async () => {
    const { ada, grace, organization, room, receiver, at } = await hooked();
    const { seq } = await at.write("first");
    await receiver.sent(({ type }) => type === "message.sent");
    await at.ask({ type: "edit", target: seq, version: 1, text: "second" });
    await receiver.sent(({ type }) => type === "message.edited");
    await at.ask({ type: "delete", target: seq });
    await at.ask({ type: "rename", name: "greenhouse" });
    await at.ask({ type: "remove", user: grace.id });
    at.tell({ type: "send", id: newMessageId(), text: "a secret", ai: "never" });
    await receiver.sent(({ data }) => JSON.stringify(data).includes("a secret"));
    const direct = await ada.makeRoom(organization, { kind: "group", name: "shed", members: [] });
    await receiver.sent((event) => event.type === "room.created" && event.room?.id === direct);
    const sent = (await receiver.events()).filter((event) => event.room?.id === room);
    expect(sent.map(({ type }) => type)).toEqual([
      ...["message.sent", "message.edited", "message.deleted", "room.renamed", "member.left", "message.sent"],
    ]);
    expect(sent.map(({ data }) => data)).toMatchObject([
      { message: { text: "first" } },
      { message: { text: "second", version: 2 } },
      { by: ada.id, message: { seq, author: ada.id } },
      { by: ada.id, name: "greenhouse" },
      { by: ada.id, member: { user: grace.id } },
      { message: { text: "a secret", ai: "never" } },
    ]);
    expect(Object.keys(sent[2]?.data["message"] ?? {})).toEqual(["seq", "id", "author"]);
  });

  test("HOOK-2: an answer is sent once, when it has ended, with its text", async () => {
    const { ada, organization, receiver } = await hooked({ events: ["message.sent", "turn.ended"] });
    const [agent] = await ada.must(ada.get<{ id: UserId }[]>(paths.agents(organization)));
    if (agent === undefined) throw new Error("no agent");
    const room = await ada.makeRoom(organization, { kind: "direct", members: [agent.id] });
    const at = await join(roomOf(room), ada.id);
    await at.write("Say hello");
    const ended = await receiver.sent((event) => event.type === "turn.ended");
    expect(ended.data).toMatchObject({
      state: "completed",
      message: { author: agent.id, answer: { state: "completed" } },
    });
    expect((ended.data["message"] as { text: string }).text).not.toBe("");
    expect((await receiver.events()).map(({ type }) => type)).toEqual(["message.sent", "turn.ended"]);
  });

  test("HOOK-2: a conversation with a visitor tells how it goes, also to who is no member of it", async () => {
    const { ada, organization } = await team();
    const receiver = new Receiver();
    const events = ["message.sent", "support.requested", "support.closed", "support.rated"] as const;
    await makeWebhook(ada, organization.id, receiver, { events: [...events], kinds: ["support"] });
    const { room, at } = await visit(ada, organization.id);
    await at.write("My charger is loose");
    await at.ask({ type: "support.request" });
    await receiver.sent(({ type }) => type === "support.requested");
    expect((await receiver.events()).map(({ type }) => type)).toEqual(["message.sent", "support.requested"]);
    expect((await receiver.events())[0]).toMatchObject({ room: { id: room, kind: "support" } });
  });
});

describe("what is not sent", () => {
  test("HOOK-8: what is deleted or edited before it is sent is sent as it stands, and no deleted word leaves", async () => {
    const { receiver, organization, at } = await hooked({
      events: ["message.sent", "message.edited", "message.deleted"],
    });
    await receiver.plan({ status: 500 }, {});
    const first = await at.write("a slip: SECRET-ONE");
    const second = await at.write("SECRET-TWO is the word");
    const third = await at.write("SECRET-THREE");
    await settled(organization, 1);
    // The first attempt came too early for the deletion. Nothing that is sent later has the words.
    await at.ask({ type: "delete", target: first.seq });
    await at.ask({ type: "edit", target: second.seq, version: 1, text: "harmless" });
    await at.ask({ type: "delete", target: third.seq });
    const before = (await receiver.requests()).length;
    await later(organization);
    await receiver.sent((event) => event.type === "message.deleted" && seqOf(event) === third.seq);
    const after = (await receiver.requests()).slice(before);
    expect(after.map(({ body }) => body).join(" ")).not.toContain("SECRET");
    expect(after.map(({ body }) => JSON.parse(body)).map((event) => [event.type, seqOf(event)])).toEqual([
      ["message.sent", second.seq],
      ["message.deleted", first.seq],
      ["message.edited", second.seq],
      ["message.deleted", third.seq],
    ]);
  });

  test("HOOK-8: nothing of a message is stored outside of its room", async () => {
    const { receiver, organization, at } = await hooked({ events: ["message.sent"] });
    await at.write("UNIQUE-WORD");
    await receiver.until(1);
    const rows = await runInDurableObject(serverOf(organization), (_, { storage }) =>
      ["deliveries", "lanes", "webhooks", "schedule"].map((table) =>
        JSON.stringify(storage.sql.exec(`SELECT * FROM ${table}`).toArray()),
      ),
    );
    expect(rows.join(" ")).toContain("message.sent");
    expect(rows.join(" ")).not.toContain("UNIQUE-WORD");
  });

  test("HOOK-8: a held message is sent when it is released, and a retracted one is only named", async () => {
    const { ada, grace, organization, room, receiver, at } = await hooked({
      events: ["message.sent", "message.hidden"],
    });
    await ada.must(
      ada.send("PUT", paths.aiSettings(organization), { moderation: "hold", budget: { day: 0, month: 0 } }),
    );
    const other = await join(roomOf(room), grace.id);
    const [held, retracted] = [newMessageId(), newMessageId()];
    for (const id of [held, retracted]) other.tell({ type: "send", id, text: "#unsafe S10 words" });
    const seqs = await eventually(() => {
      const found = at.events.flatMap((event) =>
        event.type === "message.sent" && event.message.moderation?.state === "held" ? [event.seq] : [],
      );
      if (found.length < 2) throw new Error("not held yet");
      return found;
    });
    await at.write("in between");
    await receiver.until(1);
    await at.ask({ type: "moderate", target: seqs[0], decision: "release" });
    await at.ask({ type: "moderate", target: seqs[1], decision: "retract" });
    await receiver.until(3);
    const events = await receiver.events();
    expect(events.map((event) => [event.type, seqOf(event)])).toEqual([
      ["message.sent", expect.any(Number)],
      ["message.sent", seqs[0]],
      ["message.hidden", seqs[1]],
    ]);
    expect(textsOf(events)).toEqual(["in between", "#unsafe S10 words", undefined]);
  });
});

describe("documents", () => {
  test("HOOK-14: a document that is ready or cannot be read is told once, as it stands then", async () => {
    const { ada, organization } = await team();
    const receiver = new Receiver();
    await makeWebhook(ada, organization.id, receiver, { events: ["document.ready", "document.failed"] });
    const library = await makeLibrary(ada, organization.id, { readers: [] });
    const shelf = { organization: organization.id, library: library.id };
    const note = await addNote(ada, shelf, "Door", "The door is blue.");
    const event = await receiver.sent(({ type }) => type === "document.ready");
    expect(event.data).toMatchObject({
      document: { id: note.id, library: library.id, title: "Door", state: "ready", version: 1 },
    });
    expect(event.room).toBeUndefined();
    await uploadTo(ada, shelf, "broken.pdf", "%PDF-1.7 nothing");
    const failed = await receiver.sent(({ type }) => type === "document.failed");
    expect(failed.data).toMatchObject({ document: { state: "failed", failure: "not_readable" } });
    expect((await receiver.events()).map(({ type }) => type)).toEqual(["document.ready", "document.failed"]);
  });
});
