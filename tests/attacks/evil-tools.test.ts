/** An evil model, evil servers and evil texts, as far as one attempt covers them. `workers/evil-calls.test.ts` has the rest. */
import { describe, expect, test } from "vitest";
import { echoTools } from "../ai/support/echo-tools.ts";
import { localAi } from "../ai/support/local-ai.ts";
import { TestRoom } from "../ai/support/room.ts";
import { CARRIERS } from "./evil/carriers.ts";
import { expectNothingForged, hidden } from "./evil/given.ts";
import { TEXTS } from "./evil/texts.ts";

const injections = Object.entries(CARRIERS).flatMap(([carrier, carry]) =>
  TEXTS.map(([name, text]) => ({ carrier, carry, name, text })),
);

describe("a text that gives orders, and a model that obeys", () => {
  test.each(injections)("CONTEXT-5, VISIBLE-1: $name, in $carrier", async ({ carry, text }) => {
    const room = new TestRoom(localAi());
    const echo = echoTools();
    room.tools = echo.tools;
    const { steps, program = null } = carry(room, text);
    room.say("Ada", hidden(steps));
    const end = await room.run({ program });
    expect(end.type).toBe("completed");
    expect(room.asked.every(({ model }) => model.startsWith("@cf/"))).toBe(true);
    // The text of another one makes no call.
    expect(echo.made).toEqual([]);
    expectNothingForged(room);
  });
});
