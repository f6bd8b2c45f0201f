import { describe, expect, test } from "vitest";
import { findTurn } from "../../server/rules/room/rows/turn-row.ts";
import { ada, grace, linus } from "../support/people.ts";
import { answers, asked, aiRoom, running } from "./ai-room.ts";
import { end } from "./steps.ts";

function cutAnswer() {
  const room = aiRoom();
  const prompt = asked(room, "tell me all");
  room.attempts.say("One, two");
  room.attempts.finish(end("completed", "length"));
  return { room, prompt, cut: room.fresh(ada).messages.at(-1)?.seq ?? 0 };
}

describe("CONTINUE-1: continuing an answer that the model's limit has cut", () => {
  test("the next answer to the same prompt begins with its text, and is shown in its place", () => {
    const { room, prompt, cut } = cutAnswer();
    room.does(ada, { type: "ask", target: cut, continue: true });
    const turn = findTurn(room.store, running(room));
    expect(turn).toMatchObject({ text: "One, two", taken: 8, continues: cut });
    room.attempts.say(", three.");
    room.attempts.finish();
    expect(answers(room).at(-1)).toMatchObject({ prompts: [prompt], state: "completed", length: 16 });
    const shown = room.fresh(linus).messages.at(-1);
    expect(shown).toMatchObject({ text: "One, two, three.", answer: { chosen: shown?.seq } });
    expect(room.fresh(linus).messages.find(({ seq }) => seq === cut)?.text).toBe("One, two");
  });

  test("every attempt keeps what was taken over", () => {
    const { room, cut } = cutAnswer();
    room.does(ada, { type: "ask", target: cut, continue: true });
    room.attempts.say(", three hundred");
    room.attempts.finish({ type: "retry", reason: "provider_failed", wait: 0, usage: null });
    expect(room.events().at(-1)).toMatchObject({ type: "turn.restarted", from: 8 });
    expect(findTurn(room.store, running(room))).toMatchObject({ text: "One, two", attempt: 2 });
  });

  test("an answer that is whole, or of another reason, is not continued", () => {
    const room = aiRoom();
    asked(room, "tell me all");
    room.attempts.say("All.");
    room.attempts.finish();
    const whole = room.fresh(ada).messages.at(-1)?.seq ?? 0;
    expect(room.refuses(ada, { type: "ask", target: whole, continue: true })).toBe("conflict");
    const prompt = asked(room, "more");
    expect(room.refuses(ada, { type: "ask", target: prompt, continue: true })).toBe("conflict");
  });

  test("whoever may not ask again may not continue, and it is continued once at a time", () => {
    const { room, cut } = cutAnswer();
    expect(room.refuses(linus, { type: "ask", target: cut, continue: true })).toBe("forbidden");
    expect(room.refuses(grace, { type: "ask", target: cut, continue: true })).toBeNull();
    expect(room.refuses(ada, { type: "ask", target: cut, continue: true })).toBe("conflict");
  });

  test("what was deleted meanwhile is not taken over", () => {
    const { room, cut } = cutAnswer();
    asked(room, "something else first");
    room.does(ada, { type: "ask", target: cut, continue: true });
    room.does(ada, { type: "delete", target: cut });
    room.attempts.finish();
    expect(findTurn(room.store, running(room))).toMatchObject({ text: "", taken: 0 });
  });
});
