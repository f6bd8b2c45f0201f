import { z } from "zod";
import {
  isAgentId,
  isRoomId,
  isUserId,
  type AgentId,
  type RoomId,
  type UserId,
} from "../../../shared/ids.ts";
import { MAX_MEMBERS, MAX_NOTE_LENGTH, MAX_TAGS } from "../../../shared/limits.ts";
import { normalizeText } from "../../../shared/text.ts";
import { cleanTitle } from "../../knowledge/records/clean-title.ts";
import * as shapes from "./fields.ts";

/** A few sentences under a library's name. */
const MAX_DESCRIPTION = 1_000;
/** A tag is a word or two. */
const MAX_TAG = 40;
/** What browsers and servers take. */
const MAX_ADDRESS = 2_000;

const audience = <Id>(isId: (value: unknown) => value is Id) =>
  z.union([
    z.literal("all"),
    z
      .array(z.custom<Id>(isId))
      .max(MAX_MEMBERS)
      .transform((ids) => [...new Set(ids)]),
  ]);

const fields = {
  name: shapes.name,
  description: z.string().transform(normalizeText).pipe(z.string().max(MAX_DESCRIPTION)),
  readers: audience<UserId>(isUserId),
  agents: audience<AgentId>(isAgentId),
  rooms: audience<RoomId>(isRoomId),
};

export const createLibraryShape = z.object({
  name: fields.name,
  description: fields.description.default(""),
  readers: fields.readers.default("all"),
  agents: fields.agents.default("all"),
  rooms: fields.rooms.default("all"),
});

export const changeLibraryShape = z
  .object(fields)
  .partial()
  .extend({ version: z.number().int().min(1) });

const title = z.string().transform((value, context) => {
  const cleaned = cleanTitle(value);
  if (cleaned !== null) return cleaned;
  context.addIssue({ code: "custom", message: "no title" });
  return z.NEVER;
});

const tag = shapes.name.refine((value) => value.length <= MAX_TAG);
const tags = z
  .array(tag)
  .max(MAX_TAGS)
  .transform((all) => [...new Set(all)]);

export const noteShape = z.object({
  title,
  text: z.string().max(MAX_NOTE_LENGTH).transform(normalizeText),
  tags: tags.optional(),
});

/** With the scheme left out, as people paste it, it is https. */
const address = z
  .string()
  .trim()
  .min(1)
  .max(MAX_ADDRESS)
  .transform((value) => (/^[a-z][a-z0-9+.-]*:/i.test(value) ? value : `https://${value}`))
  .refine((value) => URL.canParse(value));

export const newDocumentShape = z.union([z.object({ address, tags: tags.optional() }), noteShape]);
