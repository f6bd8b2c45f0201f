import * as z from "zod";
import { isUserId } from "../../../shared/ids.ts";
import { MAX_TAG, MAX_TAGS, MAX_TOOL_NOTE } from "../../../shared/limits.ts";
import { cleanName, normalizeText } from "../../../shared/text.ts";
import { cleanTitle } from "../../knowledge/records/clean-title.ts";
import { keepNote as keep } from "../../notes/keep-note.ts";
import { Problem } from "../../problems/problem.ts";
import { defineTool } from "../contract/tool.ts";

export const keepNote = defineTool({
  name: "keep_note",
  description:
    "Keeps a note for the person who asks. Only they can read and find the note afterwards. Use it only when they ask for a note.",
  schema: z.object({
    title: z.string().min(1).max(200).describe("A short title in the language of the person."),
    text: z.string().max(MAX_TOOL_NOTE).describe("The text, as Markdown."),
    tags: z.array(z.string().max(MAX_TAG)).max(MAX_TAGS).optional().describe("Single words."),
  }),
  repeat: "keyed",
  needs: "write",
  touches: "notes",
  isOffered: ({ room }) => room?.kind !== "support",
  run: async ({ title, text, tags = [] }, { env, organization, room, asker: user, scopes, key }) => {
    if (!isUserId(user)) return { ok: false, result: "Only people can keep notes." };
    const named = cleanTitle(title);
    if (named === null) return { ok: false, result: "The title has no visible character." };
    const note = {
      ...{ title: named, text: normalizeText(text) },
      tags: [...new Set(tags.flatMap((tag) => cleanName(tag) ?? []))],
      ...(room !== null && { context: { type: "room", room: room.id } as const }),
    };
    try {
      await keep({ env, reader: { organization, user, scopes }, idempotencyKey: `tool ${key}` }, note);
    } catch (error) {
      if (error instanceof Problem) return { ok: false, result: error.message };
      throw error;
    }
    return { ok: true, result: `The note was kept: ${named}` };
  },
});
