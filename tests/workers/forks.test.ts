import { expect, test } from "vitest";
import type { MessageList, RoomDetails, SentMessage } from "../../shared/api-rooms.ts";
import type { MessageSent } from "../../shared/protocol/events.ts";
import type { ContextReceipt } from "../../shared/protocol/turns.ts";
import { answerTo, aiRoom, endOf, freshMessages, joinAs, prompt, script } from "./support/ai-room.ts";
import { roomPath } from "./support/api-request.ts";
import { type Device, newMessageId } from "./support/room.ts";

async function fork(device: Device, forkOf: number, text: string): Promise<MessageSent> {
  const id = newMessageId();
  device.tell({ type: "send", id, text, forkOf });
  return device.until(() =>
    device.events.find(
      (event): event is MessageSent => event.type === "message.sent" && event.message.id === id,
    ),
  );
}

async function receiptOf(device: Device, answer: { seq: number }): Promise<ContextReceipt> {
  const found = await device.ask({ type: "contextReceipt", target: answer.seq });
  if (found.type !== "contextReceipt") throw new Error(JSON.stringify(found));
  return found.receipt;
}

test("FORK-1, FORK-3, FORK-5: a fork is answered with its own branch alone, while the answer of the other one runs to its end", async () => {
  const where = await aiRoom();
  const [ada, grace] = [await joinAs(where, where.ada), await joinAs(where, where.grace)];
  const first = await prompt(ada, script([{ say: "A first answer." }]));
  await endOf(ada, await answerTo(ada, first));
  const second = await prompt(grace, script([{ say: "slow $i ", times: 40, every: 50 }]));
  const running = await answerTo(ada, second);
  await ada.until(() => ada.frames.find((frame) => frame.type === "part" && frame.m === running.seq));

  const forked = await fork(ada, first.seq, script([{ say: "Another answer." }]));
  expect(forked.message).toMatchObject({ branch: forked.seq, forks: [first.seq, forked.seq] });
  expect((await endOf(grace, running)).state).toBe("completed");
  const answer = await answerTo(grace, forked);
  expect((await endOf(grace, answer)).state).toBe("completed");
  expect((await receiptOf(grace, answer)).messages.map(({ seq }) => seq)).toEqual([forked.seq]);
  expect((await receiptOf(grace, running)).messages.map(({ seq }) => seq)).toEqual([
    first.seq,
    expect.any(Number),
    second.seq,
  ]);
  expect((await freshMessages(where, where.grace)).map(({ seq }) => seq)).toEqual([forked.seq, answer.seq]);
  const page = await grace.ask({ type: "history", before: answer.seq + 100, through: second.seq });
  expect(page.type === "page" && page.page.messages.map(({ seq }) => seq)).toEqual([
    first.seq,
    expect.any(Number),
    second.seq,
    running.seq,
  ]);
});

test("FORK-3, FORK-9: showing another branch is told to everyone, who are sent it when they ask", async () => {
  const where = await aiRoom();
  const [ada, grace] = [await joinAs(where, where.ada), await joinAs(where, where.grace)];
  const first = await prompt(ada, script([{ say: "One." }]));
  await endOf(ada, await answerTo(ada, first));
  const forked = await fork(ada, first.seq, script([{ say: "Two." }]));
  await endOf(ada, await answerTo(ada, forked));
  const { epoch, head } = await grace.hello();
  expect(await grace.ask({ type: "show", branch: 0 })).toMatchObject({ type: "ok" });
  const shown = await ada.until(() => ada.events.find((event) => event.type === "branch.shown"));
  expect(shown).toMatchObject({ by: where.grace.id, target: first.seq, branch: 0 });
  const { reset } = await ada.hello(head, epoch);
  expect(reset?.timeline.messages[0]?.seq).toBe(first.seq);
  expect(reset?.timeline).not.toHaveProperty("branch");
});

test("FORK-1, FORK-4, API-4: a program forks, reads the branches and shows one", async () => {
  const where = await aiRoom();
  const device = await joinAs(where, where.ada);
  const first = await prompt(device, script([{ say: "One." }]));
  await endOf(device, await answerTo(device, first));
  const { ada, id } = where;
  const body = { text: script([{ say: "Two." }]), forkOf: first.seq };
  const { message } = await ada.must(ada.send<SentMessage>("POST", `${roomPath(id)}/messages`, body));
  expect(message).toMatchObject({ branch: message.seq, forks: [first.seq, message.seq] });
  const list = async (query: string) => {
    const { items } = await ada.must(ada.get<MessageList>(`${roomPath(id)}/messages${query}`));
    return items.map(({ seq }) => seq);
  };
  expect(await list("")).not.toContain(first.seq);
  expect(await list("?branch=0")).toContain(first.seq);
  expect(await list(`?through=${first.seq}`)).toEqual(await list("?branch=0"));
  const refused = await ada.get(`${roomPath(id)}/messages?branch=0&through=${first.seq}`);
  expect(refused.status).toBe(400);
  expect((await ada.get(`${roomPath(id)}/messages?branch=7`)).status).toBe(404);
  const show = (branch: number) => ada.send<RoomDetails>("PUT", `${roomPath(id)}/branch`, { branch });
  expect((await ada.must(show(0))).branch).toBe(0);
  expect(await list("")).toContain(first.seq);
  expect((await show(7)).status).toBe(404);
});
