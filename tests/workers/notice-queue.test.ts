import { createMessageBatch, getQueueResult, createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import worker from "../../server/index.ts";
import { newUser, organization } from "./support/room.ts";
import { inState, inboxAt } from "./support/notices.ts";

const reminder = (key: string) => ({
  ...{ key, kind: "reminder" as const, title: "Water the plants", text: "The ferns", at: Date.now() },
  ...{ address: "/", actions: [] },
});

test("NOTIFY-11: a notice is decided when it is due, and one that was cancelled before is not", async () => {
  const user = newUser();
  const inbox = inboxAt(organization, user);
  await inbox.putNotice(reminder("reminder_now"), Date.now());
  await inbox.putNotice(reminder("reminder_later"), Date.now() + 60_000);
  await inbox.cancelNotice("reminder_later");
  await inState({ organization, user }, "reminder_later", null);
  await inState({ organization, user }, "reminder_now", "told");
});

test("QUEUE-1: what no inbox has sent is taken from the queue, and the rest of its batch goes on", async () => {
  const bodies = ["nonsense", null, { inbox: "org_x:user_y", key: "a", version: 1 }, { key: "a" }];
  const messages = bodies.map((body, i) => ({ id: String(i), timestamp: new Date(), attempts: 1, body }));
  const batch = createMessageBatch("parley-events", messages);
  const context = createExecutionContext();
  await worker.queue(batch, env);
  const result = await getQueueResult(batch, context);
  expect(result.explicitAcks).toEqual(["0", "1", "2", "3"]);
  expect(result.retryMessages).toEqual([]);
});
