import {
  abortAllDurableObjects,
  createExecutionContext,
  createMessageBatch,
  getQueueResult,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { NoticeEvent } from "../../server/bindings/notice-event.ts";
import worker from "../../server/index.ts";
import { DEAD_QUEUE, EVENTS_QUEUE } from "../../server/notices/queues.ts";
import { type ChatChannel, type DeadNotice, noticePaths } from "../../shared/notices.ts";
import { eventually } from "../support/eventually.ts";
import { roomOf } from "./support/hooked.ts";
import {
  confirmAddress,
  decidedOf,
  decideNow,
  dueNow,
  inboxAt,
  inState,
  toldOf,
  turnOnPush,
} from "./support/notices.ts";
import { mailsTo } from "./support/outbox.ts";
import { type Person, team } from "./support/person.ts";
import { join, newMessageId, newUser, organization as place } from "./support/room.ts";
import { codeOf } from "./support/visitor.ts";
import { Receiver } from "./support/webhooks.ts";

const reminder = (key: string) => ({
  ...{ key, kind: "reminder" as const, title: "Water the plants", text: "The ferns", at: Date.now() },
  ...{ address: "/", actions: [] },
});

/** One batch, as the queue hands it over. Resolves to the ids that it would hand over again. */
async function hand(queue: string, bodies: readonly unknown[], attempts = 1): Promise<string[]> {
  const messages = bodies.map((body, i) => ({ id: String(i), timestamp: new Date(), attempts, body }));
  const batch = createMessageBatch(queue, messages);
  await worker.queue(batch, env);
  const result = await getQueueResult(batch, createExecutionContext());
  return result.retryMessages.map(({ msgId }) => msgId);
}

/** Grace is told by push, by mail and in a chat. */
async function everywhere() {
  const { ada, grace, organization } = await team();
  await confirmAddress(grace);
  const phone = await turnOnPush(grace);
  const chat = new Receiver();
  const body = { kind: "slack", name: "Mine", address: chat.address };
  await grace.must(grace.post<ChatChannel>(noticePaths.channels(organization.id), body));
  const room = await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [grace.id] });
  const at = await join(roomOf(room), ada.id);
  const mention = (text: string) => at.tell({ type: "send", id: newMessageId(), text, mentions: [grace.id] });
  const inbox = { organization: organization.id, user: grace.id };
  const event = (key: string, version: number): NoticeEvent => ({
    ...{ inbox: `${organization.id}:${grace.id}`, key, version },
  });
  return { ada, grace, organization: organization.id, room, phone, chat, mention, inbox, event };
}

const mailsOf = async (person: Person) =>
  (await mailsTo(person.email)).filter(({ subject }) => !subject?.startsWith("Confirm"));

describe("the queue", () => {
  test("NOTIFY-11: a notice is decided when it is due, and one that was cancelled before is not", async () => {
    const user = newUser();
    const inbox = inboxAt(place, user);
    await inbox.putNotice(reminder("reminder_now"), Date.now());
    await inbox.putNotice(reminder("reminder_later"), Date.now() + 60_000);
    await inbox.cancelNotice("reminder_later");
    await inState({ organization: place, user }, "reminder_later", null);
    await inState({ organization: place, user }, "reminder_now", "told");
  });

  test("QUEUE-1: what no inbox has sent is taken from the queue, and the rest of its batch goes on", async () => {
    const bodies = ["nonsense", null, { inbox: "org_x:user_y", key: "a", version: 1 }, { key: "a" }];
    expect(await hand(EVENTS_QUEUE, bodies)).toEqual([]);
  });

  test("QUEUE-2: batches that come twice, at once, again and in another order tell once on each channel", async () => {
    const { grace, room, phone, chat, mention, inbox, event } = await everywhere();
    mention("@grace one");
    const version = await decideNow(inbox, room);
    const events = [event(room, version + 1), event(room, version), event("none", 1), event(room, version)];
    await Promise.all([hand(EVENTS_QUEUE, events), hand(EVENTS_QUEUE, events.toReversed())]);
    await inState(inbox, room, "told");
    await hand(EVENTS_QUEUE, events);
    await hand(EVENTS_QUEUE, [event(room, version)], 4);
    expect(await phone.told()).toHaveLength(1);
    expect(await chat.requests()).toHaveLength(1);
    expect(await mailsOf(grace)).toHaveLength(1);
  });

  test("QUEUE-3: of a notice that fails on one channel, only this channel is told again", async () => {
    const { grace, room, phone, chat, mention, inbox, event } = await everywhere();
    await chat.plan({ status: 500 }, { status: 500 }, { status: 200 });
    mention("@grace one");
    const version = await decideNow(inbox, room);
    await eventually(async () => {
      if ((await chat.requests()).length < 1) throw new Error("not yet");
    });
    // The queue hands it over again before its pause, together with another that works.
    await eventually(async () => {
      await hand(EVENTS_QUEUE, [event(room, version), event("none", 1)]);
      if ((await chat.requests()).length < 3) throw new Error("not yet");
    });
    await inState(inbox, room, "told");
    expect([(await phone.told()).length, (await mailsOf(grace)).length]).toEqual([1, 1]);
    expect(await chat.requests()).toHaveLength(3);
  });

  test("QUEUE-4: objects that die while they tell lose nothing, and tell a person once", async () => {
    const { grace, organization, room, phone, mention, inbox } = await everywhere();
    await phone.receiver.plan({ waits: true }, {});
    mention("@grace one");
    const version = await decideNow(inbox, room);
    await eventually(async () => {
      if ((await phone.receiver.requests()).length < 1) throw new Error("not yet");
    });
    await abortAllDurableObjects();
    await phone.receiver.answer();
    // The minute in which a consumer that died holds its channels is over, and so is the pause of the inbox.
    await eventually(async () => {
      await inboxAt(organization, grace.id).noticeTold(room, version, {
        channel: "push",
        results: [],
        again: true,
      });
      await dueNow(organization, grace.id, room);
      await inState(inbox, room, "told");
    });
    const tags = new Set((await phone.told()).map(({ tag, version }) => `${tag} ${version}`));
    expect(tags.size).toBe(1);
    const ids = new Set((await mailsOf(grace)).map(({ messageId }) => messageId));
    expect(ids.size).toBe(1);
  });

  test("QUEUE-5: what the queue gives up is kept, seen by owners, and can be sent again", async () => {
    const { ada, grace, organization, room, chat, mention, inbox, event } = await everywhere();
    await chat.plan({ status: 503 });
    mention("@grace one");
    const version = await decideNow(inbox, room);
    await eventually(async () => {
      expect(await toldOf(inbox, room)).toContain('"503"');
    });
    for (let i = 0; i < 2; i++) expect(await hand(DEAD_QUEUE, [event(room, version)])).toEqual([]);
    await inState(inbox, room, "told");
    const path = noticePaths.dead(organization);
    const dead = await ada.must(ada.get<DeadNotice[]>(path));
    expect(dead).toMatchObject([
      { person: { user: grace.id, name: "grace" }, kind: "room", reason: "chat 503", sentAgainAt: null },
    ]);
    const [line] = await decidedOf(grace, organization);
    expect(line?.channels).toContainEqual(expect.objectContaining({ outcome: "failed", detail: "503" }));
    expect(codeOf(await grace.get(path))).toBe("forbidden");
    await chat.plan({ status: 200 });
    const before = (await chat.requests()).length;
    await ada.must(ada.post(noticePaths.deadOne(organization, dead[0]?.id ?? "")));
    await eventually(async () => {
      if ((await chat.requests()).length === before) throw new Error("not yet");
    });
    await inState(inbox, room, "told");
    expect(await mailsOf(grace)).toHaveLength(1);
    // What was read meanwhile means nothing any more.
    await (await join(roomOf(room), grace.id)).ask({ type: "read", seq: 1_000 });
    await inState(inbox, room, null);
    expect(codeOf(await ada.post(noticePaths.deadOne(organization, dead[0]?.id ?? "")))).toBe("conflict");
    expect(await ada.must(ada.get<DeadNotice[]>(path))).toEqual([]);
  });
});
