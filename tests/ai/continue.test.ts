import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RepeatedEnd } from "../../server/ai/model/repeated-end.ts";
import { localAi } from "./support/local-ai.ts";
import { TestRoom } from "./support/room.ts";

function continued(said: string, pieces: string[]): string {
  const rest = new RepeatedEnd(said);
  return pieces.map((piece) => rest.push(piece)).join("") + rest.end();
}

describe("CONTINUE-1: how the parts join", () => {
  const CUT = "The harvest begins on Monday, and the bas";
  test.each([
    ["what repeats the last words", CUT, "and the baskets are in the shed.", "kets are in the shed."],
    ["what repeats the whole line", CUT, `${CUT}kets are in the shed.`, "kets are in the shed."],
    ["an ellipsis before it", CUT, "… the baskets are in the shed.", "kets are in the shed."],
    ["what goes on at once, with a space", "It begins on", " Monday.", " Monday."],
    ["what goes on at once, without one", "It begins on", "Monday.", " Monday."],
    ["a new line", "- one\n", "- two", "- two"],
    ["another sentence", "It begins.", "Then it ends.", " Then it ends."],
    ["Chinese", "收获从星期一开始，篮子在", "棚子里。", "棚子里。"],
    ["nothing", CUT, "", ""],
  ])("%s", (_, said, told, rest) => {
    expect(continued(said, [told])).toBe(rest);
    expect(continued(said, [...told])).toBe(rest);
    fc.assert(
      fc.property(fc.array(fc.nat(told.length), { maxLength: 5 }), (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), told.length];
        const pieces = places.slice(1).map((to, n) => told.slice(places[n], to));
        expect(continued(said, pieces)).toBe(rest);
      }),
    );
  });
});

describe("CONTINUE-1: what the model is asked", () => {
  const script = {
    attempts: [[{ say: "one two three four five " }, { finish: "length" }]],
    continued: [{ say: "two three four five six seven." }],
  };

  test("the answer so far is its own, and the rest goes on in the same line", async () => {
    const room = new TestRoom();
    room.script(script);
    expect(await room.run()).toMatchObject({ type: "completed", reason: "length" });
    const taken = room.text.length;
    expect(await room.run({ taken })).toMatchObject({ type: "completed" });
    expect(room.text).toBe("one two three four five six seven.");
    const [own, request] = room.asked.at(-1)?.inputs.messages.slice(-2) ?? [];
    expect(own).toMatchObject({ role: "assistant", content: "one two three four five " });
    expect(request?.role).toBe("user");
  });

  test("of a long answer the end is given, within the budget", async () => {
    const room = new TestRoom();
    room.script(script);
    room.said.push("word ".repeat(50_000));
    await room.run({ taken: room.text.length });
    const sent = JSON.stringify(room.asked.at(-1)?.inputs.messages);
    expect(sent.length).toBeLessThan(48_000);
  });

  test("the stand-in says what it has not said yet", async () => {
    const room = new TestRoom(localAi({ mode: "built-in" }));
    room.say("Grace", "The harvest begins on Monday and the baskets are in the shed.");
    room.say("Ada", "When does the harvest begin?");
    await room.run();
    const whole = room.text;
    const half = whole.slice(0, whole.indexOf("and the"));
    room.said.splice(0, Infinity, half);
    await room.run({ taken: half.length });
    expect(room.text).toBe(whole);
  });
});
