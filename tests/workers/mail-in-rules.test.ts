import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { refusals } from "../../server/mail/refusals.ts";
import { paths } from "../../shared/api.ts";
import { eventually } from "../support/eventually.ts";
import { file, gmail, mail, multipart, plain } from "../support/mails.ts";
import { newMessageId as newRoomMessageId } from "./support/room.ts";
import { deskOf, roomOf } from "./support/desk.ts";
import { messagesIn } from "./support/mail.ts";
import { makeWidget } from "./support/widget.ts";
import { mailDesk, send, textsIn } from "./support/mail-desk.ts";

let desk: Awaited<ReturnType<typeof mailDesk>>;

beforeAll(async () => {
  desk = await mailDesk();
});

describe("MAIL-IN-8: a reply is a message of the visitor by every rule", () => {
  test("SUPPORT-5: it reopens a closed conversation, and the visitor waits for a person if one had answered", async () => {
    const { to, room, mira } = await desk.talk();
    const socket = await mira.enter(room);
    socket.send(JSON.stringify({ type: "support.close", ref: 1 }));
    await eventually(async () => expect((await roomOf(room).deskNews())?.support.state).toBe("closed"));
    await send(gmail({ to, text: "One more thing" }), to);
    expect((await roomOf(room).deskNews())?.support.state).toBe("ai");

    const supporter = await desk.supportIn(room);
    await supporter.ask({ type: "takeover", on: true });
    await supporter.ask({ type: "support.close" });
    expect((await roomOf(room).deskNews())?.support.state).toBe("closed");
    await send(gmail({ to, text: "And another" }), to);
    expect((await roomOf(room).deskNews())?.support.state).toBe("waiting");
  });

  test("WIDGET-9: the answers of a day are counted for mails too; the message stays", async () => {
    const small = await makeWidget(desk.ada, desk.organization.id, { answersPerDay: 0 });
    const { to, room, mira } = await desk.talk(small);
    const socket = await mira.enter(room);
    await send(gmail({ to, text: "Anybody?" }), to);
    await eventually(() => expect(JSON.stringify(socket.frames)).toContain('"reason":"visitor_budget"'));
    expect(await textsIn(room)).toEqual(["Anybody?"]);
  });

  test("what moderation blocks is refused with the reason", async () => {
    const { to, room } = await desk.talk();
    const settings = paths.aiSettings(desk.organization.id);
    const before = await desk.ada.must(desk.ada.get<object>(settings));
    await desk.ada.must(desk.ada.send("PUT", settings, { ...before, moderation: "block" }));
    expect((await send(gmail({ to, text: "#unsafe S10" }), to)).rejected).toBe(refusals.unsafe);
    await desk.ada.must(desk.ada.send("PUT", settings, before));
    expect(await messagesIn(room)).toEqual([]);
  });

  test("no device can say that its message came by mail", async () => {
    const { room, mira } = await desk.talk();
    const socket = await mira.enter(room);
    socket.send(JSON.stringify({ type: "send", ref: 1, id: newRoomMessageId(), text: "Hi", via: "mail" }));
    await eventually(async () => expect(await textsIn(room)).toEqual(["Hi"]));
    expect((await messagesIn(room))[0]?.via).toBeUndefined();
  });

  test("a failure of ours is no refusal: the mail can be delivered again", async () => {
    const { to, room } = await desk.talk();
    const raw = mail({ to }, multipart("mixed", "m", [plain("Later."), file("a.txt", "one")]));
    const FILES = new Proxy(env.FILES, {
      get: (bucket, name) =>
        name === "put"
          ? () => Promise.reject(new Error("the bucket is down"))
          : Reflect.get(bucket, name, bucket),
    });
    const broken = new Proxy(env, {
      get: (bindings, name) => (name === "FILES" ? FILES : Reflect.get(bindings, name)),
    });
    await expect(send(raw, to, { bindings: broken })).rejects.toThrow();
    expect(await messagesIn(room)).toEqual([]);
    expect((await send(raw, to)).rejected).toBeNull();
    expect(await messagesIn(room)).toMatchObject([{ text: "Later.", attachments: [{ name: "a.txt" }] }]);
  });
});

test("MAIL-IN-9: who replies has read what the mail said, and no more", async () => {
  const { to, room } = await desk.talk();
  await send(gmail({ to, text: "First" }), to);
  const [first] = await messagesIn(room);
  const supporter = await desk.supportIn(room);
  const { seq } = await supporter.write("An answer that was mailed.");
  await supporter.write("One that was not.");
  await runInDurableObject(deskOf(desk.organization.id), (_, { storage: { sql } }) => {
    sql.exec("UPDATE conversations SET mailed_up_to = ? WHERE room = ?", seq, room);
  });
  expect((await roomOf(room).unreadAnswers())?.read).toBeLessThan(first?.seq ?? 0);
  await send(gmail({ to, text: "Second" }), to);
  expect(await roomOf(room).unreadAnswers()).toMatchObject({
    read: seq,
    answers: [{ text: "One that was not." }],
  });
});
