import { expectTypeOf, test } from "vitest";
import type * as named from "../../shared/protocol/frames.ts";
import type { CommandFrame, MarkDelivered } from "../../shared/protocol/room-shapes.ts";

test("the types of the shapes are the interfaces, field by field", () => {
  expectTypeOf<CommandFrame<"send">>().toEqualTypeOf<named.Send>();
  expectTypeOf<CommandFrame<"edit">>().toEqualTypeOf<named.Edit>();
  expectTypeOf<CommandFrame<"delete">>().toEqualTypeOf<named.Delete>();
  expectTypeOf<CommandFrame<"react">>().toEqualTypeOf<named.React>();
  expectTypeOf<CommandFrame<"read">>().toEqualTypeOf<named.MarkRead>();
  expectTypeOf<CommandFrame<"invite">>().toEqualTypeOf<named.Invite>();
  expectTypeOf<CommandFrame<"remove">>().toEqualTypeOf<named.Remove>();
  expectTypeOf<CommandFrame<"leave">>().toEqualTypeOf<named.Leave>();
  expectTypeOf<CommandFrame<"role">>().toEqualTypeOf<named.ChangeRole>();
  expectTypeOf<CommandFrame<"rename">>().toEqualTypeOf<named.Rename>();
  expectTypeOf<CommandFrame<"ai">>().toEqualTypeOf<named.MarkAi>();
  expectTypeOf<CommandFrame<"ask">>().toEqualTypeOf<named.Ask>();
  expectTypeOf<CommandFrame<"stop">>().toEqualTypeOf<named.Stop>();
  expectTypeOf<CommandFrame<"move">>().toEqualTypeOf<named.Move>();
  expectTypeOf<CommandFrame<"merge">>().toEqualTypeOf<named.Merge>();
  expectTypeOf<CommandFrame<"choose">>().toEqualTypeOf<named.Choose>();
  expectTypeOf<CommandFrame<"takeover">>().toEqualTypeOf<named.Takeover>();
  expectTypeOf<CommandFrame<"moderate">>().toEqualTypeOf<named.Moderate>();
  expectTypeOf<MarkDelivered>().toEqualTypeOf<named.MarkDelivered>();
  expectTypeOf<CommandFrame>().toEqualTypeOf<named.CommandFrame>();
});
