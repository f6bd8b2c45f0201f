import { describe, expect, it } from "vitest";
import type { ChatAnswer } from "../../shared/api-chat.ts";
import type { MessageList, SentMessage } from "../../shared/api-rooms.ts";
import type { MessageSent } from "../../shared/protocol/events.ts";
import type { StepFrame } from "../../shared/protocol/frames.ts";
import { aiRoom, answerTo, endOf, freshMessages, joinAs, kill, prompt, script } from "./support/ai-room.ts";
import { roomPath } from "./support/api-request.ts";
import { type Device, newMessageId } from "./support/room.ts";

const slow = (words: string) => script([{ say: words, times: 20, every: 50 }]);
const stepsOf = (device: Device) =>
  device.frames.filter((frame): frame is StepFrame => frame.type === "step").map(({ step }) => step);
const heard = (device: Device, words: string) =>
  device.until(() => device.frames.find((frame) => frame.type === "part" && frame.d.includes(words)));

async function steer(device: Device, text: string): Promise<MessageSent> {
  const id = newMessageId();
  device.tell({ type: "send", id, text, promptPolicy: "steer" });
  return device.until(() =>
    device.events.find(
      (event): event is MessageSent => event.type === "message.sent" && event.message.id === id,
    ),
  );
}

describe("a message that steers an answer", () => {
  it("STEER-1, STEER-2: everyone is told that it was taken in, and the answer goes on in the same message", async () => {
    const lab = await aiRoom();
    const [ada, grace] = [await joinAs(lab, lab.ada), await joinAs(lab, lab.grace)];
    const answer = await answerTo(ada, await prompt(ada, slow("cost ")));
    await heard(grace, "cost");
    const line = await steer(grace, script([{ say: "In euros." }]));
    const end = await endOf(ada, answer);
    const taken = { type: "steer", number: 1, message: line.seq };
    expect(end).toMatchObject({ state: "completed", attempt: 1, steps: [taken] });
    expect(stepsOf(ada)).toEqual([taken]);
    const messages = await freshMessages(lab, lab.ada);
    expect(messages.find(({ seq }) => seq === answer.seq)?.text).toBe(`${"cost ".repeat(20)}\n\nIn euros.`);
    expect(messages.find(({ seq }) => seq === line.seq)).toMatchObject({ steers: answer.seq });
    expect(await grace.ask({ type: "steps", target: answer.seq })).toMatchObject({ steps: [taken] });
    expect(await grace.ask({ type: "contextReceipt", target: answer.seq })).toMatchObject({
      receipt: { messages: expect.arrayContaining([expect.objectContaining({ seq: line.seq })]) },
    });
  });

  it("STEER-6: an object that dies after a message was taken in gives it to the next attempt, once", async () => {
    const lab = await aiRoom();
    const ada = await joinAs(lab, lab.ada);
    const answer = await answerTo(ada, await prompt(ada, slow("cost ")));
    await heard(ada, "cost");
    const attempts = [[{ say: "In euros, " }, { stall: true }], [{ say: "In euros." }]];
    const line = await steer(ada, script({ attempts }));
    await heard(ada, "In euros");
    const next = await kill(lab);
    const grace = await joinAs(next, lab.grace);
    const end = await endOf(grace, answer);
    expect(end).toMatchObject({
      state: "completed",
      attempt: 2,
      steps: [{ type: "steer", number: 1, message: line.seq }],
    });
    const messages = await freshMessages(next, lab.grace);
    expect(messages.find(({ seq }) => seq === answer.seq)?.text).toBe(`${"cost ".repeat(20)}\n\nIn euros.`);
  });

  it("PROMPT-2: programs say it below /api/v1, and read which answer a message steers", async () => {
    const lab = await aiRoom();
    const ada = await joinAs(lab, lab.ada);
    const answer = await answerTo(ada, await prompt(ada, slow("cost ")));
    await heard(ada, "cost");
    const path = roomPath(lab.id, "/messages");
    const text = script([{ say: "In euros." }]);
    await lab.grace.must(lab.grace.post<SentMessage>(path, { text, promptPolicy: "steer" }));
    await endOf(ada, answer);
    const { items } = await lab.ada.must(lab.ada.get<MessageList>(path));
    const line = items.find((message) => message.text === text);
    expect(line).toMatchObject({ steers: answer.seq });
    expect(items.find(({ seq }) => seq === answer.seq)).toMatchObject({
      answer: { state: "completed", steps: [{ type: "steer", message: line?.seq }] },
    });
    // A question under the room's policy gets the answer that it steers.
    await ada.ask({ type: "promptPolicy", policy: "steer" });
    const second = await answerTo(ada, await prompt(ada, slow("income ")));
    await heard(ada, "income");
    const message = script([{ say: "In euros too." }]);
    const chat = await lab.grace.must(
      lab.grace.post<ChatAnswer>("/api/v1/chat", { message, session: lab.id }),
    );
    expect(chat).toMatchObject({ message: second.seq, state: "completed" });
    expect(chat.answer.endsWith("\n\nIn euros too.")).toBe(true);
    const bad = await lab.grace.post(path, { text: "x", promptPolicy: "now" });
    expect([bad.status, bad.body.ok]).toEqual([400, false]);
  });
});
