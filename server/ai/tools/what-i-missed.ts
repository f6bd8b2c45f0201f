import * as z from "zod";
import { MAX_TOOL_RESULT } from "../../../shared/limits.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { unreadableForAny } from "../../knowledge/libraries/unreadable-libraries.ts";
import { defineTool } from "../contract/tool.ts";
import { encodeBlock, plainName } from "../prompt/transcript.ts";
import { ifJoined } from "./joined.ts";

const HOUR = 60 * 60_000;

export const whatIMissed = defineTool({
  name: "what_i_missed",
  description:
    "Returns what was written in this conversation in the last hours, also what is too old to be in front of you. Use it when somebody " +
    "asks what they missed, and summarise what it returns.",
  schema: z.object({
    hours: z
      .number()
      .int()
      .min(1)
      .max(720)
      .describe("How many hours to look back. 24 if nobody said how long they were away."),
  }),
  repeat: "safe",
  needs: "read",
  touches: "messages",
  isOffered: ({ room }) => room !== null,
  readsRoom: true,
  run: async ({ hours }, { env, organization, room, people, turn, builtOn, now }) => {
    if (room === null) return { ok: false, result: "This tool is called in a room." };
    const readers = [...people()];
    const unreadable = await unreadableForAny(env.DB, { organization, users: readers });
    const since = now() - hours * HOUR;
    const object = roomStub(env, room.id);
    const { messages, more } = await object.messagesSince(0, unreadable, turn);
    const missed = messages.filter(({ at }) => at >= since);
    if (missed.length === 0) return { ok: true, result: `Nothing was written in the last ${hours} hours.` };
    const isCut = more && missed.length === messages.length;
    builtOn(await object.librariesOf(missed.map(({ seq }) => seq)));
    const joined = ifJoined(readers, people);
    if (joined !== null) return joined;
    return { ok: true, result: newestWithin(missed.map(lineOf), isCut) };
  },
});

/** One message may not fill the result alone. UTF-16 units. */
const EXCERPT = 500;

function lineOf({ seq, name, at, text }: { seq: number; name: string; at: number; text: string }): string {
  const said = text.length > EXCERPT ? `${text.slice(0, EXCERPT).toWellFormed()}…` : text;
  return encodeBlock(`${new Date(at).toISOString().slice(0, 16)}, message ${seq}, ${plainName(name)}`, said);
}

/** The newest lines that fit into a result, in their order. */
function newestWithin(lines: readonly string[], isCut: boolean): string {
  const kept: string[] = [];
  let left = MAX_TOOL_RESULT - OLDER.length - 1;
  for (const line of lines.toReversed()) {
    left -= line.length + 1;
    if (left < 0) break;
    kept.unshift(line);
  }
  return [...(isCut || kept.length < lines.length ? [OLDER] : []), ...kept].join("\n");
}

const OLDER = "[Older messages of this time are left out]";
