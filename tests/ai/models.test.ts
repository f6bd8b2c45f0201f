import { describe, expect, test } from "vitest";
import { chooseModel, findModel, offeredModels } from "../../server/ai/model/models.ts";
import { taskKindOf } from "../../server/ai/contract/task-kind.ts";
import type { ModelTask } from "../../shared/protocol/turns.ts";
import { makeAgent, TestRoom } from "./support/room.ts";

const TASKS: ModelTask[] = ["small", "general", "code", "complex"];

describe("MODEL-1: which model answers", () => {
  test.each([
    ["thanks!", "small"],
    ["When does the harvest begin, and who brings the baskets this year?", "general"],
    ["Who is in her class, and did they import the wine for the dinner tonight?", "general"],
    ["const total = items.length; is that right?", "code"],
    ["Why does this fail?\n```ts\nfoo();\n```", "code"],
    ["Compare both plans for the garden, with their pros and cons", "complex"],
  ] as const)("%j is a %s task", (prompt, task) => {
    expect(taskKindOf(prompt)).toBe(task);
  });

  test.each(TASKS)("auto takes one for %s, and another one for the second attempt", (task) => {
    const first = chooseModel("auto", task, 1);
    const second = chooseModel("auto", task, 2);
    expect(second.model.id).not.toBe(first.model.id);
    expect(first.routing).toMatch(/\.$/);
    for (const { model } of [first, second]) expect(offeredModels("")).toContainEqual(model);
  });

  test.each(TASKS)("an agent's own model is taken as it is for %s; its stand-in is another", (task) => {
    for (const { id } of [...offeredModels("a-gateway"), { id: "somebody/else" }]) {
      expect(chooseModel(id, task, 1).model.id).toBe(id);
      expect(chooseModel(id, task, 2).model.id).not.toBe(id);
    }
  });

  test("one without a price costs as much as the dearest", () => {
    const dearest = Math.max(...offeredModels("a-gateway").map(({ priceOut }) => priceOut));
    expect(findModel("somebody/else").priceIn).toBe(dearest);
  });

  test("third parties are offered through a gateway only", () => {
    const isThirdParty = (id: string) => !id.startsWith("@cf/");
    expect(offeredModels("").some(({ id }) => isThirdParty(id))).toBe(false);
    expect(offeredModels("a-gateway").some(({ id }) => isThirdParty(id))).toBe(true);
  });

  test("the agent's model and temperature are what the provider is asked with", async () => {
    const room = new TestRoom();
    room.agent = makeAgent({ model: "@cf/zai-org/glm-5.3", temperature: 1.5 });
    room.script([{ say: "Hello" }]);
    await room.run();
    expect(room.asked[0]).toMatchObject({ model: "@cf/zai-org/glm-5.3", inputs: { temperature: 1.5 } });
    expect(room.receipts[0]).toMatchObject({ model: "@cf/zai-org/glm-5.3", temperature: 1.5 });
  });
});

describe("MODEL-2: calls through the gateway", () => {
  test("carry at most five entries", async () => {
    const room = new TestRoom();
    room.script([{ say: "Hello" }]);
    await room.run({ attempt: 2 });
    const { organization, room: place, agent, turn } = room.attempt();
    expect(room.asked[0]?.options.gateway).toEqual({
      id: "local",
      metadata: { organization, room: place.id, agent, turn, attempt: 2 },
    });
  });

  test("a third party is called through it too, with the same entries", async () => {
    const room = new TestRoom();
    room.agent = makeAgent({ model: "openai/gpt-5-mini" });
    room.script([{ say: "Hello" }]);
    expect(await room.run()).toMatchObject({ type: "completed", usage: { model: "openai/gpt-5-mini" } });
    const { gateway } = room.asked[0]?.options ?? {};
    expect(gateway?.id).toBe("local");
    expect(Object.keys(gateway?.metadata ?? {})).toHaveLength(5);
  });

  test("without one there is none", async () => {
    const room = new TestRoom();
    room.gateway = "";
    room.script([{ say: "Hello" }]);
    await room.run();
    expect(room.asked[0]?.options.gateway).toBeUndefined();
  });
});
