import { expect, test } from "vitest";
import { TestRoom } from "./support/room.ts";

test("CONTEXT-4: an answer is said word by word, after its receipt", async () => {
  const room = new TestRoom();
  room.say("Grace", "The harvest begins on Monday.");
  room.say("Ada", "When does the harvest begin?");
  const end = await room.run();
  expect(end).toMatchObject({ type: "completed", usage: { model: "@cf/zai-org/glm-4.7-flash" } });
  expect(room.text).toContain("The harvest begins on Monday.");
  expect(room.said.length).toBeGreaterThan(3);
  expect(room.receipts).toHaveLength(1);
});
