import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { type Model, paths } from "../../shared/api.ts";
import type { MessageSent } from "../../shared/protocol/events.ts";
import { textHash } from "../../shared/text-hash.ts";
import { countRows } from "./support/measured.ts";
import {
  type AiRoom,
  aiRoom,
  answerTo,
  endOf,
  freshMessages,
  joinAs,
  partsOf,
  prompt,
  script,
  setAi,
  textOf,
} from "./support/ai-room.ts";

describe("an answer", () => {
  it("CONTINUE-1: that the model's limit has cut is continued, for everyone as one text", async () => {
    const lab = await aiRoom();
    const [ada, grace] = [await joinAs(lab, lab.ada), await joinAs(lab, lab.grace)];
    const steps = {
      attempts: [[{ say: "one two three four five " }, { finish: "length" }]],
      continued: [{ say: "three four five six." }],
    };
    const cut = await answerTo(ada, await prompt(ada, script(steps)));
    expect(await endOf(ada, cut)).toMatchObject({ state: "completed", reason: "length" });
    await ada.ask({ type: "ask", target: cut.seq, continue: true });
    const rest = await grace.until(() =>
      grace.events.find(
        (event): event is MessageSent =>
          event.type === "message.sent" && event.message.answer?.siblings?.[0] === cut.seq,
      ),
    );
    const end = await endOf(grace, rest);
    const text = "one two three four five six.";
    expect(end).toMatchObject({ state: "completed", hash: textHash(text), length: text.length });
    expect(end).not.toHaveProperty("reason");
    for (const device of [ada, grace]) expect(textOf(partsOf(device, rest))).toBe(text);
    const messages = await freshMessages(lab, lab.grace);
    expect(messages.at(-1)).toMatchObject({ text, answer: { chosen: rest.seq } });
  });

  it("TURN-13: is written by the model that was chosen for it, and no other model is taken", async () => {
    const lab = await aiRoom();
    const ada = await joinAs(lab, lab.ada);
    const models = await lab.ada.must(lab.ada.get<Model[]>(paths.models(lab.organization.id)));
    const [first, other] = models.map(({ id }) => id);
    if (first === undefined || other === undefined) throw new Error("two models are offered");
    const asked = await prompt(ada, script([{ say: "one" }]));
    await endOf(ada, await answerTo(ada, asked));
    for (const model of [first, other]) {
      const before = ada.events.length;
      await ada.ask({ type: "ask", target: asked.seq, model });
      const end = await ada.until(() =>
        ada.events.slice(before).find((event) => event.type === "turn.ended"),
      );
      expect(end).toMatchObject({ state: "completed", usage: { model } });
    }
    expect(await ada.ask({ type: "ask", target: asked.seq, model: "@cf/nobody/nothing" })).toMatchObject({
      code: "not_found",
    });
  });

  it("STREAM-1, STREAM-2, STREAM-5: streams to everyone in few frames and ends as the same text for all", async () => {
    const lab = await aiRoom();
    const [ada, grace] = [await joinAs(lab, lab.ada), await joinAs(lab, lab.grace)];
    const asked = await prompt(ada, script([{ say: "wörd 😀 $i, ", times: 100, every: 5 }]));
    const answer = await answerTo(grace, asked);
    const end = await endOf(grace, answer);
    await endOf(ada, answer);
    const parts = partsOf(grace, answer);
    const text = textOf(parts);
    expect(text).toContain("wörd 😀 99");
    expect(end).toMatchObject({ state: "completed", hash: textHash(text), length: text.length });
    expect(end).not.toHaveProperty("text");
    expect(partsOf(ada, answer)).toEqual(parts);
    expect(parts.length).toBeLessThan(60);
    expect((await freshMessages(lab, lab.grace)).at(-1)).toMatchObject({ text, author: lab.agent });
  });

  it("STREAM-3: someone who comes in the middle gets what there is and then every part after it", async () => {
    const lab = await aiRoom();
    const ada = await joinAs(lab, lab.ada);
    const asked = await prompt(ada, script([{ say: "word $i ", times: 100, every: 8 }]));
    const answer = await answerTo(ada, asked);
    await ada.until(() => (partsOf(ada, answer).length > 5 ? true : undefined));
    const grace = await joinAs(lab, lab.grace);
    const welcome = grace.frames.find((frame) => frame.type === "welcome");
    const [live] = welcome?.live ?? [];
    expect(live).toMatchObject({ target: answer.seq, attempt: 1 });
    const end = await endOf(grace, answer);
    let text = live?.text ?? "";
    for (const part of partsOf(grace, answer)) {
      expect(part.n).toBe(text.length);
      text += part.d;
    }
    expect(textHash(text)).toBe(end.hash);
  });

  it("STREAM-6: what is missing is asked for from an offset, of a running answer and of an ended one", async () => {
    const lab = await aiRoom();
    const ada = await joinAs(lab, lab.ada);
    const answer = await answerTo(ada, await prompt(ada, script([{ say: "0123456789" }])));
    await endOf(ada, answer);
    const before = ada.frames.length;
    ada.say({ type: "parts", target: answer.seq, attempt: 1, from: 4 });
    ada.say({ type: "parts", target: answer.seq, attempt: 7, from: 0 });
    await ada.settled();
    expect(ada.frames.slice(before).filter((frame) => frame.type === "part")).toEqual([
      { type: "part", m: answer.seq, a: 1, n: 4, d: "456789" },
    ]);
  });

  it("TURN-6: stops at once when someone says so, and the partial text is what everyone keeps", async () => {
    const lab = await aiRoom();
    const [ada, grace] = [await joinAs(lab, lab.ada), await joinAs(lab, lab.grace)];
    const asked = await prompt(ada, script([{ say: "more and more, ", times: 500, every: 10 }]));
    const answer = await answerTo(grace, asked);
    await grace.until(() => (partsOf(grace, answer).length > 3 ? true : undefined));
    await grace.ask({ type: "stop", turn: answer.message.answer?.turn });
    const end = await endOf(ada, answer);
    expect(end).toMatchObject({ state: "stopped", stoppedBy: lab.grace.id });
    const text = textOf(partsOf(ada, answer));
    expect(textHash(text)).toBe(end.hash);
    await new Promise((resolve) => setTimeout(resolve, 150));
    await ada.settled();
    expect(textOf(partsOf(ada, answer))).toBe(text);
  });

  it("ATTEMPT-3: a busy provider costs the attempt, and the second one replaces it for everyone", async () => {
    const lab = await aiRoom();
    const ada = await joinAs(lab, lab.ada);
    const steps = { attempts: [[{ say: "I begin " }, { cut: true }], [{ say: "I begin again." }]] };
    const answer = await answerTo(ada, await prompt(ada, script(steps)));
    const end = await endOf(ada, answer);
    expect(end).toMatchObject({ state: "completed", attempt: 2 });
    expect(textOf(partsOf(ada, answer, 2))).toBe("I begin again.");
    expect((await freshMessages(lab, lab.ada)).at(-1)?.text).toBe("I begin again.");
  });

  it("ATTEMPT-1: an object that dies under it begins it again, once", async () => {
    const lab = await aiRoom();
    const ada = await joinAs(lab, lab.ada);
    const steps = { attempts: [[{ say: "lost " }, { stall: true }], [{ say: "found" }]] };
    const answer = await answerTo(ada, await prompt(ada, script(steps)));
    await ada.until(() => partsOf(ada, answer).at(0));
    await runInDurableObject(lab.room, (_, state) => state.abort("killed")).catch(() => undefined);
    const device = await joinAs({ ...lab, room: env.ROOM.getByName(lab.id) }, lab.grace);
    const end = await device.until(() =>
      device.events.find((event) => event.type === "turn.ended" && event.target === answer.seq),
    );
    expect(end).toMatchObject({ state: "completed", attempt: 2 });
  });

  it("STREAM-7: someone who is removed in the middle gets no part after the removal (attack 122)", async () => {
    const lab = await aiRoom();
    const [ada, grace] = [await joinAs(lab, lab.ada), await joinAs(lab, lab.grace)];
    const asked = await prompt(ada, script([{ say: "secret $i ", times: 200, every: 5 }]));
    const answer = await answerTo(grace, asked);
    await grace.until(() => (partsOf(grace, answer).length > 1 ? true : undefined));
    await ada.ask({ type: "remove", user: lab.grace.id });
    const heard = grace.raw.length;
    expect(await grace.closeCode()).toBe(4403);
    await endOf(ada, answer);
    expect(grace.raw.length).toBe(heard);
    expect(textOf(partsOf(grace, answer))).not.toContain("secret 199");
  });

  it("CONTEXT-4: has a receipt that every member may read", async () => {
    const lab = await aiRoom();
    const [ada, grace] = [await joinAs(lab, lab.ada), await joinAs(lab, lab.grace)];
    const asked = await prompt(ada, "What is a room?");
    const answer = await answerTo(ada, asked);
    const end = await endOf(ada, answer);
    const receipt = await grace.ask({ type: "contextReceipt", target: answer.seq });
    expect(receipt).toMatchObject({
      type: "contextReceipt",
      receipt: { attempt: 1, agent: { id: lab.agent }, messages: [{ seq: asked.seq, version: 1 }] },
    });
    expect(end.usage?.tokensOut).toBeGreaterThan(0);
    expect(await grace.ask({ type: "contextReceipt", target: asked.seq })).toMatchObject({
      code: "not_found",
    });
  });
});

describe("what an answer costs the room", () => {
  it("STREAM-4: at most one row a second is written while it streams, and joining reads one row more than in a quiet room", async () => {
    const lab = await aiRoom();
    const ada = await joinAs(lab, lab.ada);
    await ada.write("nothing asked yet");
    const quiet = await rowsToJoin(lab);
    const long = "a long line of some fifty characters or so, number $i. ".repeat(10);
    const answer = await answerTo(
      ada,
      await prompt(
        ada,
        script([
          { say: long, times: 180, every: 2 },
          { say: "word $i ", times: 600, every: 5 },
        ]),
      ),
    );
    await ada.until(() => (textOf(partsOf(ada, answer)).length > 100_000 ? true : undefined));
    // Two messages and a turn were added, with one or two rows each.
    expect(await rowsToJoin(lab)).toBeLessThanOrEqual(quiet + 6);

    const rows = await countRows(lab.room);
    const began = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const seconds = (performance.now() - began) / 1_000;
    expect(partsOf(ada, answer).length).toBeGreaterThan(20);
    // The lease is checked every four seconds, with some rows of `schedule`.
    expect(rows.written).toBeLessThanOrEqual(Math.ceil(seconds) + 6);
    await ada.ask({ type: "stop", turn: answer.message.answer?.turn });
  }, 15_000);
});

async function rowsToJoin(lab: AiRoom): Promise<number> {
  const device = await joinAs(lab, lab.grace);
  const rows = await countRows(lab.room);
  await device.hello();
  device.close();
  return rows.read;
}

describe("money", () => {
  it("METER-2: a used up budget refuses the turn, says so, and a fresh one lets it through", async () => {
    const lab = await aiRoom();
    await setAi(lab, { budget: { day: 1, month: null } });
    const ada = await joinAs(lab, lab.ada);
    const answer = await answerTo(ada, await prompt(ada, "hello"));
    expect(await endOf(ada, answer)).toMatchObject({ state: "refused", reason: "budget", length: 0 });
    await setAi(lab, { budget: { day: null, month: null } });
    await ada.ask({ type: "ask", target: answer.seq });
    const again = await ada.until(() => ada.events.filter(({ type }) => type === "turn.ended").at(1));
    expect(again).toMatchObject({ state: "completed" });
  });
});

describe("moderation", () => {
  it("MODERATION-2: with `block` what is unsafe is refused, and nobody has seen it", async () => {
    const lab = await aiRoom("group");
    await setAi(lab, { moderation: "block" });
    const [ada, grace] = [await joinAs(lab, lab.ada), await joinAs(lab, lab.grace)];
    const head = (await grace.hello()).head;
    const id = "msg_0000000000000000000000000a";
    expect(await ada.ask({ type: "send", id, text: "#unsafe S10" })).toMatchObject({ code: "blocked" });
    await prompt(ada, "fine");
    expect((await grace.hello()).head).toBe(head + 1);
    expect(grace.raw.join()).not.toContain("#unsafe");
  });

  it("MODERATION-2, MODERATION-5: with `hold` it is hidden until someone who manages releases it", async () => {
    const lab = await aiRoom("group");
    await setAi(lab, { moderation: "hold" });
    const [ada, grace] = [await joinAs(lab, lab.ada), await joinAs(lab, lab.grace)];
    const held = await prompt(grace, "#unsafe S10 indeed");
    expect(held.message).toMatchObject({ text: "", moderation: { state: "held", categories: ["S10"] } });
    expect(await grace.ask({ type: "heldMessage", target: held.seq })).toMatchObject({ code: "forbidden" });
    expect(await ada.ask({ type: "heldMessage", target: held.seq })).toMatchObject({
      text: "#unsafe S10 indeed",
    });
    await ada.ask({ type: "moderate", target: held.seq, decision: "release" });
    const released = await grace.until(() => grace.events.find(({ type }) => type === "message.moderated"));
    expect(released).toMatchObject({ target: held.seq, moderation: null, text: "#unsafe S10 indeed" });
  });

  it("MODERATION-1: with `flag` it is shown at once and marked after", async () => {
    const lab = await aiRoom("group");
    await setAi(lab, { moderation: "flag" });
    const ada = await joinAs(lab, lab.ada);
    const shown = await prompt(ada, "#unsafe S10");
    expect(shown.message.text).toBe("#unsafe S10");
    const flagged = await ada.until(() => ada.events.find(({ type }) => type === "message.moderated"));
    expect(flagged).toMatchObject({
      target: shown.seq,
      moderation: { state: "flagged" },
      text: "#unsafe S10",
    });
  });

  it("MODERATION-3: what cannot be checked is shown and says so (attack 123)", async () => {
    const lab = await aiRoom("group");
    await setAi(lab, { moderation: "block" });
    const ada = await joinAs(lab, lab.ada);
    const shown = await prompt(ada, "#guard down");
    expect(shown.message).toMatchObject({ text: "#guard down", moderation: { state: "unchecked" } });
  });

  it("MODERATION-4: an unsafe answer is refused, and what was said of it is taken back for everyone", async () => {
    const lab = await aiRoom();
    await setAi(lab, { moderation: "block" });
    const ada = await joinAs(lab, lab.ada);
    const steps = [{ say: "all is well. ", times: 60 }, { say: "#uns" }, { say: "afe S1 and worse. " }];
    const answer = await answerTo(ada, await prompt(ada, script(steps)));
    expect(await endOf(ada, answer)).toMatchObject({ state: "refused", reason: "moderation" });
    const taken = await ada.until(() => ada.events.find(({ type }) => type === "message.moderated"));
    expect(taken).toMatchObject({ target: answer.seq, text: "", moderation: { state: "retracted" } });
    expect((await freshMessages(lab, lab.ada)).at(-1)).toMatchObject({ text: "" });
    expect(textOf(partsOf(ada, answer))).not.toContain("#unsafe");
  });
});
