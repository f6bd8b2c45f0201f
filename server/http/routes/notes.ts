/** Notes: everybody's own. Nobody else finds them, whatever their role is. */
import { MAX_NOTE_LENGTH } from "../../../shared/limits.ts";
import { openDirectory } from "../../directory/directory.ts";
import { noteAddressOf, replaceNoteAddress } from "../../directory/note-addresses.ts";
import { replySecretsOf } from "../../directory/reply-addresses.ts";
import { deleteRemains } from "../../knowledge/documents/delete-document.ts";
import { changeNote, deleteNote, keepNote } from "../../notes/keep-note.ts";
import { listNotes, listNoteTags } from "../../notes/list-notes.ts";
import { loadNote } from "../../notes/load-note.ts";
import { relatedNotes } from "../../notes/related-notes.ts";
import { shareNote, unshareNote } from "../../notes/share-note.ts";
import { readerOf } from "../reader-of.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody, SMALL_BODY } from "../route-body.ts";
import { query } from "../route-query.ts";
import { route } from "../route.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/notes.ts";

/** Bytes: each unit of the text has up to six of them in JSON. */
const MAX_NOTE_BYTES = 6 * MAX_NOTE_LENGTH + SMALL_BODY;

export const notes = [
  /** The address by which the caller mails notes to themselves; null if this server takes no mail. */
  route({
    method: "GET",
    path: "/note-address",
    in: "organization",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(schemas.noteAddress),
    run: async ({ env, principal, organization }) => {
      const secrets = replySecretsOf(env);
      const person = { organization: organization.id, user: principal.user };
      if (secrets === null) return { address: null };
      return { address: await noteAddressOf(openDirectory(env.DB), secrets, person, Date.now()) };
    },
  }),
  route({
    method: "POST",
    path: "/note-address",
    in: "organization",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(schemas.noteAddress),
    run: async ({ env, principal, organization }) => {
      const secrets = replySecretsOf(env);
      const person = { organization: organization.id, user: principal.user };
      if (secrets === null) return { address: null };
      return { address: await replaceNoteAddress(openDirectory(env.DB), secrets, person, Date.now()) };
    },
  }),
  route({
    method: "GET",
    path: "/notes",
    in: "organization",
    needs: "read",
    query: query(schemas.notesAsked, schemas.NOTES_HINT),
    body: noBody,
    answer: jsonAnswer(schemas.noteList),
    v1: true,
    about: "Lists your notes, the newest first, or what fits a search best.",
    run: (call) => listNotes(call.env, readerOf(call), call.query),
  }),
  route({
    method: "POST",
    path: "/notes",
    in: "organization",
    needs: "write",
    body: jsonBody(schemas.newNote, MAX_NOTE_BYTES),
    answer: jsonAnswer(schemas.note, 201),
    v1: true,
    about: "Keeps a note that only you read.",
    run: async (call) => {
      const { env, idempotencyKey, body } = call;
      const reader = readerOf(call);
      const { id } = await keepNote({ env, reader, idempotencyKey }, body);
      return loadNote(env, reader, id);
    },
  }),
  route({
    method: "GET",
    path: "/note-tags",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.noteTags),
    v1: true,
    about: "Lists the tags of your notes, the most used first.",
    run: (call) => listNoteTags(call.env, readerOf(call)),
  }),
  route({
    method: "GET",
    path: "/notes/:document",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.note),
    v1: true,
    about: "Returns a note of yours with its text and its links.",
    run: (call) => loadNote(call.env, readerOf(call), call.params.document),
  }),
  route({
    method: "PUT",
    path: "/notes/:document",
    in: "organization",
    needs: "write",
    body: jsonBody(schemas.changeNote, MAX_NOTE_BYTES),
    answer: jsonAnswer(schemas.note),
    v1: true,
    about: "Replaces a note by a new version. One that is not based on the newest version is refused.",
    run: (call) => {
      const { env, idempotencyKey, params, body } = call;
      return changeNote({ env, reader: readerOf(call), idempotencyKey }, params.document, body);
    },
  }),
  /** From now on nobody finds it. What it consists of is deleted after the answer. */
  route({
    method: "DELETE",
    path: "/notes/:document",
    in: "organization",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(nothing),
    v1: true,
    about: "Deletes a note. Its copy in a library stays.",
    run: async (call) => {
      const now = Date.now();
      const deleted = await deleteNote(call.env, readerOf(call), call.params.document, now);
      call.waitUntil(deleteRemains(call.env, deleted, now));
      return null;
    },
  }),
  route({
    method: "GET",
    path: "/notes/:document/related",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.related),
    v1: true,
    about: "Returns other notes of yours about the same, the closest first.",
    run: (call) => relatedNotes(call.env, readerOf(call), call.params.document),
  }),
  route({
    method: "PUT",
    path: "/notes/:document/copy",
    in: "organization",
    needs: "write",
    body: jsonBody(schemas.shareNote),
    answer: jsonAnswer(schemas.note),
    v1: true,
    about: "Shows a note to the readers of a library by a copy of it, or brings the copy up to date.",
    run: async (call) => {
      const { env, params, body } = call;
      const { note, removed } = await shareNote(env, readerOf(call), params.document, body.library);
      if (removed !== null) call.waitUntil(deleteRemains(env, removed, Date.now()));
      return note;
    },
  }),
  route({
    method: "DELETE",
    path: "/notes/:document/copy",
    in: "organization",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(schemas.note),
    v1: true,
    about: "Deletes the copy of a note.",
    run: async (call) => {
      const { note, removed } = await unshareNote(call.env, readerOf(call), call.params.document);
      if (removed !== null) call.waitUntil(deleteRemains(call.env, removed, Date.now()));
      return note;
    },
  }),
];
