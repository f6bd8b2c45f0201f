/** What Parley remembers. */
import * as z from "zod";
import { MAX_MEMORY_SUBJECT, MAX_MEMORY_TEXT, MAX_QUERY_LENGTH } from "../../../shared/limits.ts";
import {
  MEMORY_SCOPES,
  type ChangeMemory,
  type Forgotten,
  type Memory,
  type MemoryList,
  type MemorySource,
  type NewMemory,
} from "../../../shared/memory.ts";
import { factLine } from "../../memory/fact-line.ts";
import * as fields from "./fields.ts";

const scope = z.enum(MEMORY_SCOPES).meta({ id: "MemoryScope" });

const text = factLine(MAX_MEMORY_TEXT);
const subject = factLine(MAX_MEMORY_SUBJECT).nullable().optional();

const source: z.ZodType<MemorySource> = z
  .object({ room: fields.roomId, message: fields.seq })
  .meta({ id: "MemorySource" });

export const newMemory: z.ZodType<NewMemory> = z
  .object({
    scope,
    room: fields.roomId.optional(),
    text,
    subject,
    replaces: fields.memoryId.optional(),
    source: source.optional(),
  })
  .meta({ id: "NewMemory" });

export const changeMemory: z.ZodType<ChangeMemory> = z
  .object({ version: fields.version, text: text.optional(), subject })
  .meta({ id: "ChangeMemory" });

const by = z.strictObject({ id: fields.memberId, name: z.string().nullable() }).meta({ id: "RememberedBy" });

export const memory: z.ZodType<Memory> = z
  .strictObject({
    id: fields.memoryId,
    scope,
    room: fields.roomId.exactOptional(),
    text: z.string(),
    subject: z.string().nullable(),
    source: source.nullable(),
    saidBy: by,
    storedBy: by,
    createdAt: fields.time,
    updatedAt: fields.time,
    usedAt: fields.time.nullable(),
    uses: fields.count,
    version: fields.version,
  })
  .meta({ id: "Memory" });

export const memoryList: z.ZodType<MemoryList> = z
  .strictObject({ items: z.array(memory), next: z.int().min(1).nullable(), isOn: z.boolean() })
  .meta({ id: "MemoryList" });

export const forgotten: z.ZodType<Forgotten> = z
  .strictObject({ count: fields.count })
  .meta({ id: "Forgotten" });

const inScope = { scope, room: fields.roomId.optional() };
export const memoriesOf = z.object(inScope);
export const memoriesAsked = z.object({
  ...inScope,
  q: z.string().max(MAX_QUERY_LENGTH).optional(),
  cursor: fields.numberIn(z.int().min(1)).optional(),
});
export const MEMORY_HINT =
  "Ask with scope (person, room with a room, or organization), and with q or cursor (the `next` of the page before).";
