import * as z from "zod";
import { addressFields } from "./documents.ts";
import * as fields from "./fields.ts";
import { newNoteFields } from "./notes.ts";

/** Where it is added: the caller's notes where it is missing. */
const library = fields.libraryId.optional();

export const ingestion = z
  .union([z.object({ library, ...addressFields }), z.object({ library, ...newNoteFields })])
  .meta({
    id: "Ingestion",
    description:
      "The page at an address, or a text, and the library for it. Without a library it is added to the notes of the caller. Without a title, the first line of the text is the title.",
  });
