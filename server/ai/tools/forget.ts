import * as z from "zod";
import { forgetMemory } from "../../memory/forget-memories.ts";
import { defineTool } from "../contract/tool.ts";
import { memoryIdSchema } from "./memory-id.ts";
import { ABOUT, aboutSchema, placeToForget } from "./memory-place.ts";

export const forget = defineTool({
  name: "forget",
  description: "Forgets a fact. Use it only when a person asks for it, with the id that recall has returned.",
  schema: z.object({ id: memoryIdSchema, about: aboutSchema }),
  // A fact that is gone cannot be forgotten twice.
  repeat: "keyed",
  needs: "write",
  touches: "memory",
  isOffered: ({ room }) => room !== null && room.kind !== "support",
  asks: ({ about }) => about !== "me",
  run: async ({ id, about }, call) => {
    const place = await placeToForget(about, call);
    if ("problem" in place) return { ok: false, result: place.problem };
    const isForgotten = await forgetMemory(call.env.DB, place, id);
    return {
      ok: isForgotten,
      result: isForgotten ? "It is forgotten." : `No such fact is remembered ${ABOUT[about]}.`,
    };
  },
});
