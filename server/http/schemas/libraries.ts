import * as z from "zod";
import type { Library } from "../../../shared/knowledge.ts";
import { MAX_MEMBERS } from "../../../shared/limits.ts";
import { normalizeText } from "../../../shared/text.ts";
import * as fields from "./fields.ts";

/** Maximum length of a description, in UTF-16 units: a few sentences below the library's name. */
const MAX_DESCRIPTION = 1_000;

const audience = <Id>(id: z.ZodType<Id>) =>
  z.union([
    z.literal("all"),
    z
      .array(id)
      .max(MAX_MEMBERS)
      .transform((ids) => [...new Set(ids)]),
  ]);

const ofLibrary = {
  name: fields.name,
  description: z.string().transform(normalizeText).pipe(z.string().max(MAX_DESCRIPTION)),
  readers: audience(fields.userId),
  agents: audience(fields.agentId),
  rooms: audience(fields.roomId),
};

export const newLibrary = z
  .object({
    name: ofLibrary.name,
    description: ofLibrary.description.default(""),
    readers: ofLibrary.readers.default("all"),
    agents: ofLibrary.agents.default("all"),
    rooms: ofLibrary.rooms.default("all"),
  })
  .meta({ id: "NewLibrary" });

export const libraryChange = z
  .object(ofLibrary)
  .partial()
  .extend({ version: fields.version })
  .meta({ id: "LibraryChange" });

const allOr = <Id>(id: z.ZodType<Id>) => z.union([z.literal("all"), z.array(id)]);

export const library: z.ZodType<Library> = z
  .strictObject({
    id: fields.libraryId,
    name: z.string(),
    description: z.string(),
    readers: allOr(fields.userId),
    agents: allOr(fields.agentId),
    rooms: allOr(fields.roomId),
    createdBy: fields.userId,
    documents: fields.count,
    isNotes: z.boolean(),
    mayManage: z.boolean(),
    version: fields.version,
  })
  .meta({ id: "Library" });
