import * as z from "zod";
import { MAX_NOTE_LENGTH, MAX_QUERY_LENGTH, MAX_TAG } from "../../../shared/limits.ts";
import type {
  ChangeNote,
  NewNote,
  Note,
  NoteAddress,
  NoteContext,
  NoteList,
  NoteSummary,
  NoteTag,
  NoteTitle,
} from "../../../shared/notes.ts";
import { normalizeText } from "../../../shared/text.ts";
import { address, documentKind, documentState, tags, title } from "./documents.ts";
import * as fields from "./fields.ts";

const text = z.string().max(MAX_NOTE_LENGTH).transform(normalizeText);

const ofMessage = z
  .strictObject({ type: z.literal("message"), room: fields.roomId, seq: fields.seq })
  .meta({ id: "MessageContext" });
const ofRoom = z.strictObject({ type: z.literal("room"), room: fields.roomId }).meta({ id: "RoomContext" });

const page = z.object({
  type: z.literal("page"),
  address: address.refine((value) => /^https?:/i.test(value)),
});

/** What a program or a person may say. Only the server says `mail`. */
const said = z
  .discriminatedUnion("type", [ofMessage, ofRoom, page])
  .meta({ id: "NewNoteContext", description: "Where a note was captured." });

const context: z.ZodType<NoteContext> = z
  .discriminatedUnion("type", [
    ofMessage,
    ofRoom,
    z.strictObject({ type: z.literal("page"), address: z.string() }),
    z.strictObject({ type: z.literal("mail"), from: z.string() }),
  ])
  .meta({ id: "NoteContext", description: "Where a note was captured." });

export const newNoteFields = {
  text,
  title: title.optional(),
  tags: tags.optional(),
  context: said.optional(),
};

export const newNote: z.ZodType<NewNote> = z.object(newNoteFields).meta({
  id: "NewNote",
  description:
    "Without a title, the first line of the text is the title, and words after # in the text are tags too.",
});

export const changeNote: z.ZodType<ChangeNote> = z
  .object({ version: fields.version, title, text, tags: tags.optional() })
  .meta({ id: "ChangeNote" });

export const shareNote = z.object({ library: fields.libraryId }).meta({ id: "ShareNote" });

const summaryFields = {
  id: fields.documentId,
  library: fields.libraryId,
  kind: documentKind,
  title: z.string(),
  tags: z.array(z.string()),
  excerpt: z.string(),
  context: context.nullable(),
  version: fields.version,
  state: documentState,
  isShared: z.boolean(),
  createdAt: fields.time,
  updatedAt: fields.time,
};

const summary: z.ZodType<NoteSummary> = z.strictObject(summaryFields).meta({ id: "NoteSummary" });

const noteTitle: z.ZodType<NoteTitle> = z
  .strictObject({ note: fields.documentId, title: z.string() })
  .meta({ id: "NoteTitle" });

export const related = z.array(noteTitle);

export const note: z.ZodType<Note> = z
  .strictObject({
    ...summaryFields,
    text: z.string(),
    links: z.strictObject({
      addresses: z.array(z.string()),
      notes: z.array(z.strictObject({ title: z.string(), note: fields.documentId.nullable() })),
      backlinks: z.array(noteTitle),
      files: z.array(
        z.strictObject({ document: fields.documentId, library: fields.libraryId, title: z.string() }),
      ),
    }),
    copy: z
      .strictObject({
        document: fields.documentId,
        library: fields.libraryId,
        libraryName: z.string(),
        version: fields.version,
      })
      .nullable(),
  })
  .meta({ id: "OwnNote", description: "A note that only its owner reads." });

export const noteList: z.ZodType<NoteList> = z
  .strictObject({ items: z.array(summary), next: z.string().nullable() })
  .meta({ id: "NoteList" });

export const noteTags: z.ZodType<NoteTag[]> = z.array(
  z.strictObject({ tag: z.string(), notes: fields.count }),
);

export const noteAddress: z.ZodType<NoteAddress> = z
  .strictObject({ address: z.string().nullable() })
  .meta({ id: "NoteAddress" });

export const notesAsked = z.object({
  q: z.string().max(MAX_QUERY_LENGTH).optional(),
  tag: z.string().max(MAX_TAG).optional(),
  cursor: fields.documentId.optional(),
});
export const NOTES_HINT = "Ask with q, tag or cursor (the `next` of the page before).";
