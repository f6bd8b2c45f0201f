import { describe, expect, it } from "vitest";
import {
  MAX_QUEUED_TURNS,
  MAX_QUEUED_TURNS_PER_PERSON,
  MAX_TEXT_BYTES,
  TURN_RATE,
} from "../../../shared/limits.ts";
import { aiRoom, answerTo, endOf, joinAs, partsOf, prompt, script } from "../../workers/support/ai-room.ts";
import { newMessageId } from "../../workers/support/room.ts";

describe("floods", () => {
  it("attack 118: a prompt of a megabyte never gets in, and nobody notices (FRAME-3, SEND-4)", async () => {
    const lab = await aiRoom();
    const [ada, grace] = [await joinAs(lab, lab.ada), await joinAs(lab, lab.grace)];
    const { head } = await grace.hello();
    const tooLong = { type: "send", id: newMessageId(), text: "x".repeat(MAX_TEXT_BYTES + 1) };
    expect(await ada.ask(tooLong)).toMatchObject({ code: "too_large" });
    ada.say({ type: "send", ref: 9, id: newMessageId(), text: "x".repeat(1_000_000) });
    expect(await ada.closeCode()).toBe(4413);
    expect((await grace.hello()).head).toBe(head);
  });

  it("attack 118: fifty prompts at once are one answer, five that wait, and refusals; another's still gets its place (TURN-10)", async () => {
    const lab = await aiRoom();
    const [ada, grace] = [await joinAs(lab, lab.ada), await joinAs(lab, lab.grace)];
    const slow = script([{ say: "on and on, ", times: 500, every: 20 }]);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => {
        const id = newMessageId();
        const ref = ada.tell({ type: "send", id, text: slow });
        return ada.until(() =>
          ada.events.some((event) => event.type === "message.sent" && event.message.id === id)
            ? "stored"
            : ada.frames
                .flatMap((frame) =>
                  "ref" in frame && frame.ref === ref && frame.type === "error" ? [frame.code] : [],
                )
                .at(0),
        );
      }),
    );
    const count = (what: string) => answers.filter((answer) => answer === what).length;
    expect(count("stored")).toBe(1 + MAX_QUEUED_TURNS_PER_PERSON);
    expect(count("too_many") + count("rate_limited")).toBe(50 - count("stored"));
    await prompt(grace, "and me?");
    const { reset } = await grace.hello();
    expect(reset?.queue.length).toBe(MAX_QUEUED_TURNS_PER_PERSON + 1);
    expect(reset?.queue.length).toBeLessThanOrEqual(MAX_QUEUED_TURNS);
  });

  it("attack 118: whoever spams stop is slowed down, and the answer of others goes on (TURN-10)", async () => {
    const lab = await aiRoom();
    const [ada, grace] = [await joinAs(lab, lab.ada), await joinAs(lab, lab.grace)];
    const answer = await answerTo(ada, await prompt(ada, script([{ say: "steady ", times: 40, every: 20 }])));
    const nothing = "turn_00000000000000000000000000";
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => grace.ask({ type: "stop", turn: nothing })),
    );
    const slowed = answers.filter((one) => one.type === "error" && one.code === "rate_limited");
    expect(slowed.length).toBeGreaterThanOrEqual(40 - TURN_RATE.burst - 3);
    expect(await endOf(ada, answer)).toMatchObject({ state: "completed" });
    expect(partsOf(ada, answer).length).toBeGreaterThan(3);
  });
});
