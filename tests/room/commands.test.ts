import { describe, expect, expectTypeOf, test } from "vitest";
import { commands } from "../../server/rules/room/commands/index.ts";
import type { RoomCommand } from "../../server/rules/room/commands/command.ts";
import { parseFrame } from "../../shared/protocol/parse.ts";
import { commandShapes, delivered } from "../../shared/protocol/room-shapes.ts";

describe("the table of commands", () => {
  test("every command that the wire knows has a rule, and no other", () => {
    const known = [...commandShapes, delivered].map(({ shape }) => shape.type.def.values[0]);
    expect(Object.keys(commands).sort()).toEqual([...known].sort());
  });

  test("a command without its capability, its rate, or whether it ends turns, is a type error", () => {
    type React = RoomCommand<"react">;
    expectTypeOf<React>().toExtend<React>();
    expectTypeOf<Omit<React, "needs">>().not.toExtend<React>();
    expectTypeOf<Omit<React, "rate">>().not.toExtend<React>();
    expectTypeOf<Omit<React, "endsTurns">>().not.toExtend<React>();
    expectTypeOf<Omit<typeof commands, "react">>().not.toExtend<typeof commands>();
  });

  test("a shape parses its own frame and no other command's", () => {
    const frame = { type: "react", ref: 1, target: 7, emoji: "👍", on: true };
    expect(parseFrame(JSON.stringify(frame))).toEqual({ ok: true, frame });
    expect(parseFrame(JSON.stringify({ ...frame, type: "rename" }))).toMatchObject({
      code: "bad_type",
      ref: 1,
    });
  });
});
