import { describe, expect, test } from "vitest";
import { mergeChanges } from "../../../client/app/settings/agents/merge-changes.ts";
import type { AgentState } from "../../../shared/api-agents.ts";
import { restored } from "../../../server/rules/agents/restore.ts";
import { makeId, type LibraryId } from "../../../shared/ids.ts";

const base: AgentState = {
  ...{ name: "Parley", face: "🦜", greeting: "", starters: [], instructions: "Be brief.", model: "auto" },
  ...{ temperature: 0.7, tools: null, libraries: null, memory: true, isDefault: false },
};

describe("AGENT-1: two people change an agent at once", () => {
  test("what each has changed alone is there, and what both have changed is mine", () => {
    const mine = { ...base, greeting: "Hello", instructions: "Be kind.", tools: ["recall"] };
    const newest = { ...base, temperature: 0.1, instructions: "Be bold.", tools: ["recall"] };
    expect(mergeChanges(base, mine, newest)).toEqual({
      merged: { ...base, greeting: "Hello", instructions: "Be kind.", tools: ["recall"], temperature: 0.1 },
      theirs: ["instructions", "temperature", "tools"],
      // Both have made the same of the tools.
      both: ["instructions"],
    });
  });

  test("without a change of mine it is theirs, and without one of theirs mine", () => {
    const other = { ...base, name: "Polly", memory: false };
    expect(mergeChanges(base, base, other)).toEqual({ merged: other, theirs: ["name", "memory"], both: [] });
    expect(mergeChanges(base, other, base)).toEqual({ merged: other, theirs: [], both: [] });
  });
});

describe("AGENT-8: what of an earlier version can be restored", () => {
  const library: LibraryId = makeId("lib", () => new Uint8Array(16));
  const there = { name: true, model: true, tools: ["recall"], libraries: [library] };

  test("all of it, but not whether it is the default", () => {
    const earlier = { ...base, tools: ["recall"], libraries: [library], isDefault: true };
    const { isDefault: _, ...rest } = earlier;
    expect(restored(earlier, there)).toEqual({ change: rest, left: [] });
    expect(restored(base, there).change).toMatchObject({ tools: null, libraries: null });
  });

  test("what is gone is left and named", () => {
    const earlier = { ...base, model: "old", tools: ["old_tool", "recall"], libraries: [library] };
    const { change, left } = restored(earlier, { ...there, name: false, model: false, libraries: [] });
    expect(change).toMatchObject({ instructions: "Be brief.", tools: ["recall"], libraries: [] });
    expect(change).not.toHaveProperty("name");
    expect(change).not.toHaveProperty("model");
    expect(left).toEqual([
      { field: "name", values: ["Parley"] },
      { field: "model", values: ["old"] },
      { field: "tools", values: ["old_tool"] },
      { field: "libraries", values: [library] },
    ]);
  });
});
