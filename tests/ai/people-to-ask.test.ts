import { describe, expect, test } from "vitest";
import { ASKING, peopleToAsk } from "../../server/ai/prompt/people-to-ask.ts";

const at = Date.parse("2026-11-30T17:00:00Z");

describe("SUPPORT-9: what a model is told about people", () => {
  test("while somebody is there within the hours, that the visitor can ask, and until when", () => {
    const told = peopleToAsk({ here: 2, isOpen: true, until: at, timeZone: "Europe/Berlin" });
    expect(told).toContain(ASKING);
    expect(told).toContain("People of the company are here now, until Monday");
    expect(told).toContain("18:00");
  });

  test.each([
    ["outside of the hours, also while somebody has the desk open", { here: 2, isOpen: false }],
    ["when nobody is there", { here: 0, isOpen: true }],
  ])("%s, that nobody is here, and no promise", (_, people) => {
    const told = peopleToAsk({ ...people, until: at, timeZone: "Europe/Berlin" });
    expect(told).toContain("Nobody of the company is here now.");
    expect(told).not.toContain("offer that the visitor can ask for a person");
    expect(told.includes("They are back on Monday")).toBe(!people.isOpen);
  });

  test("it never says that it has asked somebody", () => {
    expect(ASKING).toContain("Only the visitor can ask for a person");
  });
});
