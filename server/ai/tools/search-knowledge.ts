import * as z from "zod";
import type { LibraryId } from "../../../shared/ids.ts";
import { MAX_SOURCES_PER_DOCUMENT, MAX_TOOL_PASSAGES } from "../../../shared/limits.ts";
import { readableLibraries, usableLibraries } from "../../knowledge/libraries/libraries.ts";
import { retrieve } from "../../knowledge/retrieve/retrieve.ts";
import { defineTool, type ToolCall } from "../contract/tool.ts";

export const searchKnowledge = defineTool({
  name: "search_knowledge",
  description:
    "Searches the documents of the organization and returns numbered sources. Use it when the sources that you have do not answer " +
    "the question, with other words than those of the question.",
  schema: z.object({
    query: z.string().trim().min(1).max(500).describe("What is looked for, as a question or as key words."),
  }),
  repeat: "safe",
  needs: "read",
  touches: "documents",
  run: async ({ query }, call) => {
    const { env, organization, signal, cite } = call;
    const libraries = await librariesFor(call);
    if (libraries.length === 0)
      return { ok: true, result: "There are no documents that everyone here may read." };
    const { passages } = await retrieve(env, {
      ...{ organization, libraries, question: query, signal },
      ...{ limit: MAX_TOOL_PASSAGES, perDocument: MAX_SOURCES_PER_DOCUMENT },
    });
    // Meanwhile somebody may have joined who may not read all of it.
    const still = await librariesFor(call);
    return { ok: true, result: cite(passages.filter(({ library }) => still.includes(library))) };
  },
});

/** Of an agent those that everyone in the room may read; of a program those of who calls. */
function librariesFor({
  env: { DB },
  organization,
  room,
  agent,
  asker: user,
  scopes,
  libraries: chosen,
  people,
}: ToolCall): Promise<LibraryId[]> {
  return room === null || agent === null
    ? readableLibraries(DB, { organization, user, scopes })
    : usableLibraries(DB, { organization, room: room.id, agent, chosen, members: [...people()] });
}
