import * as z from "zod";
import { loadDocument } from "../../../knowledge/documents/load-document.ts";
import { readText } from "../../../knowledge/documents/read-document.ts";
import { readerOf } from "../../reader-of.ts";
import { documentId } from "../../schemas/fields.ts";
import { defineMcpTool } from "../mcp-tool.ts";

/** Maximum length of the text of one answer, UTF-16 units. */
const MAX_PART = 20_000;

export const readDocument = defineMcpTool({
  name: "read_document",
  title: "Read a document",
  description:
    "Returns a part of the text of a document. `next` is the `from` of the next part; null at the end.",
  schema: z.object({
    document: documentId.describe("From search_documents."),
    from: z.int().min(0).default(0).describe("Where the part begins, in UTF-16 units."),
    length: z.int().min(1).max(MAX_PART).default(MAX_PART),
  }),
  needs: "read",
  writes: false,
  run: async ({ document: id, from: asked, length }, call) => {
    const reader = readerOf(call);
    const { title, library, kind } = await loadDocument(call.env, reader, id);
    const { version, from, text, total } = await readText(call.env, reader, id, {
      ...{ from: asked, length, marks: false },
    });
    const end = from + text.length;
    return {
      ...{ document: id, library, title, kind, version, from, total, text: text.toWellFormed() },
      next: end < total ? end : null,
    };
  },
});
