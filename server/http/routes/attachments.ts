/** Attachments of messages. The room decides who may upload and download; these routes transfer the bytes. */
import * as z from "zod";
import { isImage, type Attachment, type FilesPage } from "../../../shared/attachments.ts";
import { isAttachmentId, type AttachmentId } from "../../../shared/ids.ts";
import { MAX_ATTACHMENT_BYTES } from "../../../shared/limits.ts";
import { PictureFilter } from "../../../shared/pictures/picture-filter.ts";
import { examine, EXAMINED } from "../../attachments/examine.ts";
import { filterStream } from "../../attachments/filter-stream.ts";
import { attachmentKey } from "../../bindings/attachment-key.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { storeMeasured } from "../../knowledge/documents/measured-body.ts";
import { callerOf } from "../../principals/caller-of.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { byteRange } from "../byte-range.ts";
import { encodeFileName } from "../file-name.ts";
import { OWN_COPY } from "../middleware/security-headers.ts";
import { bytesAnswer, jsonAnswer } from "../route-answer.ts";
import { fileBody, noBody } from "../route-body.ts";
import { query } from "../route-query.ts";
import { route } from "../route.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/rooms.ts";

export const attachments = [
  /** This person's uploads in the room that are not sent yet. */
  route({
    method: "GET",
    path: "/rooms/:room/attachments",
    in: "room",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.attachment)),
    run: ({ env, principal, room }): Promise<Attachment[]> =>
      roomStub(env, room.id).waitingAttachments(principal.user),
  }),
  /** The files of the room's messages, newest first. */
  route({
    method: "GET",
    path: "/rooms/:room/files",
    in: "room",
    needs: "read",
    query: query(schemas.filesBefore, "That is no number."),
    body: noBody,
    answer: jsonAnswer(schemas.filesPage),
    run: ({ env, room, query: { before } }): Promise<FilesPage> =>
      roomStub(env, room.id).filesBefore(before ?? null),
  }),
  route({
    method: "PUT",
    path: "/rooms/:room/attachments/:attachment",
    in: "room",
    needs: "write",
    body: fileBody(MAX_ATTACHMENT_BYTES),
    answer: jsonAnswer(schemas.attachment, 201),
    run: async ({ env, principal, organization, room: place, params, body: file, reply }) => {
      const announced = { id: idOf(params.attachment), name: file.name, bytes: file.bytes };
      const room = roomStub(env, place.id);
      const caller = callerOf(principal);
      const begun = await room.announceUpload(caller, announced);
      if (begun.type === "refused") throw new Problem(begun.refused, begun.message);
      if (begun.type === "taken") {
        reply.status = 200;
        return begun.attachment;
      }
      const key = attachmentKey({ ...place, organization: organization.id }, begun.object);
      try {
        const filter = new PictureFilter();
        const body = file.body.pipeThrough(filterStream(filter));
        await storeMeasured(env.FILES, key, { bytes: file.bytes, body });
        const found = examine(filter, await beginningOf(env.FILES, key));
        const taken = await room.takeUpload(caller, begun.object, { ...announced, ...found });
        if (taken.type === "refused") throw new Problem(taken.refused, taken.message);
        return taken.attachment;
      } catch (error) {
        // If this call fails too, the room deletes the object after a time limit.
        await room.breakUpload(caller.user, begun.object);
        throw error;
      }
    },
  }),
  route({
    method: "GET",
    path: "/rooms/:room/attachments/:attachment",
    in: "room",
    needs: "read",
    body: noBody,
    answer: bytesAnswer,
    run: async ({ env, request, principal, organization, room, params }) => {
      const file = await roomStub(env, room.id).findDownload(callerOf(principal), idOf(params.attachment));
      if (file === null) throw notFound();
      const range = byteRange(request.headers.get("range") ?? undefined, file.bytes);
      const key = attachmentKey({ ...room, organization: organization.id }, file.object);
      const object = await env.FILES.get(key, {
        onlyIf: new Headers(knownTags(request.headers)),
        ...(range !== null && { range }),
      });
      if (object === null) throw notFound();
      const headers = new Headers({ "cache-control": OWN_COPY, etag: object.httpEtag, vary: "cookie" });
      if (!("body" in object)) return new Response(null, { status: 304, headers });
      headers.set("accept-ranges", "bytes");
      headers.set("content-length", String(range?.length ?? file.bytes));
      // Only images that browsers display without running code keep their type. All other files are downloads without a specific type.
      headers.set("content-type", isImage(file) ? file.type : "application/octet-stream");
      const disposition = isImage(file) ? "inline" : "attachment";
      headers.set("content-disposition", `${disposition}; filename*=UTF-8''${encodeFileName(file.name)}`);
      if (range === null) return new Response(object.body, { headers });
      const last = range.offset + range.length - 1;
      headers.set("content-range", `bytes ${range.offset}-${last}/${file.bytes}`);
      return new Response(object.body, { status: 206, headers });
    },
  }),
  /** Deletes an unsent upload of this person. Idempotent. */
  route({
    method: "DELETE",
    path: "/rooms/:room/attachments/:attachment",
    in: "room",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, principal, room, params }) => {
      const refused = await roomStub(env, room.id).removeWaiting(
        callerOf(principal),
        idOf(params.attachment),
      );
      if (refused !== null) throw new Problem(refused.refused, refused.message);
      return null;
    },
  }),
];

function idOf(attachment: string): AttachmentId {
  if (!isAttachmentId(attachment)) throw notFound();
  return attachment;
}

/** Reads the beginning of the stored file, and not of the request, so that the examined bytes are those that others will get. */
async function beginningOf(files: R2Bucket, key: string): Promise<Uint8Array> {
  const object = await files.get(key, { range: { offset: 0, length: EXAMINED } });
  if (object === null) throw new Problem("unavailable", "That took too long. Try again.");
  return new Uint8Array(await object.arrayBuffer());
}

/** R2 accepts only lists of ETags. Any other value cannot match a stored file, so the header is ignored. */
const TAGS = /^(?:\*|(?:W\/)?"[\x21\x23-\x7e]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e]*")*)$/;

function knownTags(headers: Headers): Record<string, string> {
  const tags = headers.get("if-none-match") ?? "";
  return TAGS.test(tags) ? { "if-none-match": tags } : {};
}
