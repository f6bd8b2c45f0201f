import * as z from "zod";
import { MAX_LIBRARIES, MAX_QUERY_LENGTH } from "../../../../shared/limits.ts";
import { searchDocuments as search } from "../../../knowledge/search/search-documents.ts";
import { readerOf } from "../../reader-of.ts";
import { libraryId } from "../../schemas/fields.ts";
import { defineMcpTool } from "../mcp-tool.ts";

/** Maximum number of passages, and of passages of one document. */
const MAX_PASSAGES = 20;
const PER_DOCUMENT = 5;

export const searchDocuments = defineMcpTool({
  name: "search_documents",
  title: "Search documents",
  description:
    "Finds passages about a question or some words in the documents that you may read. read_document returns more of a document.",
  schema: z.object({
    query: z.string().min(1).max(MAX_QUERY_LENGTH),
    libraries: z
      .array(libraryId)
      .min(1)
      .max(MAX_LIBRARIES)
      .optional()
      .describe("From list_libraries. All if missing."),
    limit: z.int().min(1).max(MAX_PASSAGES).default(8),
  }),
  needs: "read",
  writes: false,
  run: async ({ query, libraries, limit }, call) => {
    const { hits } = await search(call.env, readerOf(call), {
      ...{ question: query, limit, perDocument: PER_DOCUMENT, show: "all" },
      ...(libraries !== undefined && { libraries }),
    });
    return {
      passages: hits.map(({ document, library, title, kind, place, text, score }) => ({
        ...{ document, library, title, kind, place, text, score },
      })),
    };
  },
});
