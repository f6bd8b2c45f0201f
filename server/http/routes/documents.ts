import * as z from "zod";
import { MAX_DOCUMENT_BYTES, MAX_NOTE_LENGTH, MAX_PDF_BYTES } from "../../../shared/limits.ts";
import { openDirectory } from "../../directory/directory.ts";
import { addAddress, addNote } from "../../knowledge/documents/add-document.ts";
import { addNamedFile } from "../../knowledge/documents/add-named-file.ts";
import { deleteDocument, deleteRemains } from "../../knowledge/documents/delete-document.ts";
import { listDocuments } from "../../knowledge/documents/list-documents.ts";
import { loadDocument } from "../../knowledge/documents/load-document.ts";
import { nextFile, nextNote } from "../../knowledge/documents/next-version.ts";
import { readOriginal, readText } from "../../knowledge/documents/read-document.ts";
import { retryDocument } from "../../knowledge/documents/retry-document.ts";
import { openNotesLibrary } from "../../knowledge/libraries/notes-library.ts";
import { addNoteTo } from "../../notes/keep-note.ts";
import { findReadable } from "../../knowledge/records/documents.ts";
import { encodeFileName } from "../file-name.ts";
import { readerOf } from "../reader-of.ts";
import { bytesAnswer, jsonAnswer } from "../route-answer.ts";
import { fileBody, jsonBody, noBody, SMALL_BODY } from "../route-body.ts";
import { query } from "../route-query.ts";
import { route } from "../route.ts";
import { documentId, nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/documents.ts";
import { ingestion } from "../schemas/ingestion.ts";

/** Maximum body of a note, bytes: MAX_NOTE_LENGTH units, each up to six bytes in JSON, plus title and tags. */
const MAX_NOTE_BYTES = 6 * MAX_NOTE_LENGTH + SMALL_BODY;
/** Maximum size for any kind of file, bytes. Each kind also has its own limit (`store-original.ts`). */
const MAX_FILE_BYTES = Math.max(MAX_DOCUMENT_BYTES, MAX_PDF_BYTES);

export const documents = [
  route({
    method: "GET",
    path: "/libraries/:library/documents",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.document)),
    v1: true,
    about: "Lists the documents of a library.",
    run: (call) => listDocuments(call.env, readerOf(call), call.params.library),
  }),
  route({
    method: "POST",
    path: "/libraries/:library/documents",
    in: "organization",
    needs: "write",
    body: jsonBody(schemas.newDocument, MAX_NOTE_BYTES),
    answer: jsonAnswer(schemas.document, 201),
    v1: true,
    about: "Adds a note or the page at an address to a library.",
    run: (call) => {
      const { env, params, body, idempotencyKey } = call;
      const adding = { env, reader: readerOf(call), library: params.library, idempotencyKey };
      return "address" in body ? addAddress(adding, body) : addNote(adding, body);
    },
  }),
  route({
    method: "PUT",
    path: "/libraries/:library/files",
    in: "organization",
    needs: "write",
    query: query(
      schemas.sameNameQuery,
      "A file of the same name is kept, replaced by a version, or refused.",
    ),
    body: fileBody(MAX_FILE_BYTES),
    answer: jsonAnswer(schemas.document, 201),
    v1: true,
    about: "Uploads a file to a library.",
    run: (call) => {
      const { env, params, body, query, idempotencyKey } = call;
      const adding = { env, reader: readerOf(call), library: params.library, idempotencyKey };
      return addNamedFile(adding, body, query.sameName);
    },
  }),
  /** Adds a document to the library in the body. `…/libraries/:library/events` reports its progress. */
  route({
    method: "POST",
    path: "/ingest",
    in: "organization",
    needs: "write",
    body: jsonBody(ingestion, MAX_NOTE_BYTES),
    answer: jsonAnswer(schemas.document, 201),
    v1: "only",
    aliases: ["/ingest", "/index"],
    about:
      "Adds a text or the page at an address to the library that the body names, or to your notes if it names none.",
    run: async (call) => {
      const { env, body, idempotencyKey } = call;
      const reader = readerOf(call);
      const library = body.library ?? (await openNotesLibrary(openDirectory(env.DB), reader, Date.now()));
      const adding = { env, reader, library, idempotencyKey };
      return "address" in body ? addAddress(adding, body) : addNoteTo(adding, body);
    },
  }),
  /** Returns which of these documents exist and are readable for the caller. */
  route({
    method: "GET",
    path: "/documents",
    in: "organization",
    needs: "read",
    query: query(schemas.documentIds, "Ask for 1 to 50 documents."),
    body: noBody,
    answer: jsonAnswer(z.array(documentId)),
    v1: true,
    about: "Returns which of these documents exist and may be read by the caller.",
    run: (call) => findReadable(openDirectory(call.env.DB), readerOf(call), call.query.ids),
  }),
  route({
    method: "GET",
    path: "/documents/:document",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.document),
    v1: true,
    about: "Returns a document, with its state and its progress.",
    run: (call) => loadDocument(call.env, readerOf(call), call.params.document),
  }),
  /** Deletes a document. From now on nobody finds it. Its stored data is deleted after the answer, and again until all of it is gone. */
  route({
    method: "DELETE",
    path: "/documents/:document",
    in: "organization",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(nothing),
    v1: true,
    about: "Deletes a document.",
    run: async (call) => {
      const now = Date.now();
      const deleted = await deleteDocument(call.env, readerOf(call), call.params.document, now);
      call.waitUntil(deleteRemains(call.env, deleted, now));
      return null;
    },
  }),
  route({
    method: "PUT",
    path: "/documents/:document/note",
    in: "organization",
    needs: "write",
    body: jsonBody(schemas.note, MAX_NOTE_BYTES),
    answer: jsonAnswer(schemas.document),
    v1: true,
    about: "Replaces the text of a note by a new version.",
    run: (call) => {
      const { env, params, body, idempotencyKey } = call;
      return nextNote({ env, reader: readerOf(call), document: params.document, idempotencyKey }, body);
    },
  }),
  route({
    method: "PUT",
    path: "/documents/:document/file",
    in: "organization",
    needs: "write",
    body: fileBody(MAX_FILE_BYTES),
    answer: jsonAnswer(schemas.document),
    v1: true,
    about: "Replaces a file by a new version.",
    run: (call) => {
      const { env, params, body, idempotencyKey } = call;
      return nextFile({ env, reader: readerOf(call), document: params.document, idempotencyKey }, body);
    },
  }),
  route({
    method: "POST",
    path: "/documents/:document/retry",
    in: "organization",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(schemas.document),
    v1: true,
    about: "Reads a document again that could not be read.",
    run: (call) => retryDocument(call.env, readerOf(call), call.params.document),
  }),
  route({
    method: "GET",
    path: "/documents/:document/text",
    in: "organization",
    needs: "read",
    query: query(schemas.textRange, "That is no number."),
    body: noBody,
    answer: jsonAnswer(schemas.documentText),
    v1: true,
    about: "Returns a part of the text of a document.",
    run: (call) => readText(call.env, readerOf(call), call.params.document, call.query),
  }),
  /** Downloads the original file. A browser never shows it as a page: it has a generic type and a sandbox policy. */
  route({
    method: "GET",
    path: "/documents/:document/original",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: bytesAnswer,
    v1: true,
    about: "Downloads the original file of a document.",
    run: async (call) => {
      const { name, bytes, body } = await readOriginal(call.env, readerOf(call), call.params.document);
      const headers = {
        "content-type": "application/octet-stream",
        "content-length": String(bytes),
        "content-disposition": `attachment; filename*=UTF-8''${encodeFileName(name)}`,
      };
      return new Response(body, { headers });
    },
  }),
];
