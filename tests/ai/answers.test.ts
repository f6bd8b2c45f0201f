/** The built-in answerer on a conversation: does it find, quote, count and admit? */
import { describe, expect, test } from "vitest";
import { localAi } from "./support/local-ai.ts";
import { AT_ONCE } from "./support/local-ai.ts";
import { makeAgent, TestRoom } from "./support/room.ts";

function office(): TestRoom {
  const room = new TestRoom(localAi({ mode: "built-in", sleep: AT_ONCE }));
  room.agent = makeAgent({ instructions: "The office opens at nine and closes at six." });
  room.say("Ada Lovelace", "I think we should ship the mobile app on Friday. The tests are green.");
  room.say("Grace", "Friday is risky: the payment provider changes its certificates on Thursday night.");
  room.say("Linus", "Let's ship on Monday then. Who writes the release notes?");
  room.say("Ada Lovelace", "I will write the release notes by Sunday. See https://example.com/notes");
  room.say("Parley", "Noted.");
  room.say("Grace", "We decided that the budget for travel is 1,200 euros.");
  return room;
}

async function ask(question: string, room = office()): Promise<string> {
  room.say("Grace", question);
  expect(await room.run()).toMatchObject({ type: "completed" });
  return room.text;
}

describe("what was said here", () => {
  test.each([
    ["What did Ada say about the release notes?", "I will write the release notes by Sunday", "Let's ship"],
    ["@Parley what does Linus think about shipping?", "ship on Monday", "mobile app"],
    ["Who mentioned certificates?", "**Grace**", "**Linus**"],
    ["who said something about the app", "**Ada Lovelace**", "budget"],
    ["What is the budget for travel?", "1,200 euros", "certificates"],
    ["When does the office open?", "opens at nine", "certificates"],
    ["List the open questions", "Who writes the release notes?", "budget"],
    ["Which decisions were made?", "budget for travel", "tests are green"],
    ["Show me all links", "https://example.com/notes", "budget"],
    ["Who was in this room?", "**Linus**: 1 message", "Parley"],
    ["What did you say?", "Noted.", "Monday"],
  ])("%s", async (question, found, notFound) => {
    const answer = await ask(question);
    expect(answer).toContain(found);
    expect(answer).not.toContain(notFound);
  });

  test("a summary names who took part and quotes what says most", async () => {
    const answer = await ask("Can you summarise what we talked about?");
    for (const name of ["Ada Lovelace", "Grace", "Linus"]) expect(answer).toContain(name);
    expect(answer).toContain("release notes");
  });

  test("of someone who said nothing about it, it says so", async () => {
    expect(await ask("What did Linus say about penguins?")).toContain("has said nothing about penguins");
  });

  test("what nobody said it does not know, and says what it is", async () => {
    const answer = await ask("What is the capital of Mongolia?");
    expect(answer).toContain("Nothing that was said here answers that");
    expect(answer).toContain("LOCAL_AI_URL");
  });
});

describe("what can be worked out", () => {
  test.each([
    ["what is 12 * (3 + 4)?", "84"],
    ["How much is 15% of 80", "12"],
    ["7 plus 5 times 2 = ?", "17"],
    ["2^10", "1024"],
    ["calculate 1,200 / 8", "150"],
    ["What is today's date?", "Saturday 21 November 2026"],
    ["which day is 2026-12-24?", "Thursday 24 December 2026"],
    ["How many days until 24 December?", "33 days"],
    ["what date is it in 2 weeks", "Saturday 5 December 2026"],
  ])("%s", async (question, answer) => {
    expect(await ask(question)).toContain(answer);
  });

  test("a number is no sum, and a division by nothing no number", async () => {
    expect(await ask("Is 42 a nice number?")).not.toContain("=");
    expect(await ask("What is 1 / 0?")).not.toContain("Infinity");
  });
});

describe("small talk", () => {
  test("a greeting is returned, by name", async () => {
    expect(await ask("Hello Parley")).toMatch(/^Hello Grace! I am Parley\./);
  });
  test("thanks", async () => expect(await ask("thank you!")).toBe("You are welcome."));
  test("it says that it is a stand-in", async () =>
    expect(await ask("Who are you?")).toContain("local stand-in"));
});

test("in a direct room it finds what was said before", async () => {
  const room = new TestRoom(localAi({ mode: "built-in", sleep: AT_ONCE }));
  room.kind = "direct";
  room.say("Ada", "My sister lives in Trieste.\nNote: she moves in May.");
  room.say("Parley", "How nice.");
  room.say("Ada", "Where does my sister live?");
  await room.run();
  expect(room.text).toContain("My sister lives in Trieste.");
});

test("a script is text where nobody runs scripts", async () => {
  const room = office();
  room.script([{ say: "obeyed" }]);
  await room.run();
  expect(room.text).not.toBe("obeyed");
});
