/** Attachments of messages. The room decides who may upload and download; these routes transfer the bytes. */
import * as z from "zod";
import { isImage, type Attachment, type FilesPage } from "../../../shared/attachments.ts";
import { isAttachmentId, type AttachmentId } from "../../../shared/ids.ts";
import { MAX_ATTACHMENT_BYTES } from "../../../shared/limits.ts";
import { attachmentKey } from "../../bindings/attachment-key.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { callerOf } from "../../principals/caller-of.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { byteRange } from "../byte-range.ts";
import { encodeFileName } from "../file-name.ts";
import { OWN_COPY } from "../middleware/security-headers.ts";
import { jsonAnswer, storedBytesAnswer } from "../route-answer.ts";
import { fileBody, noBody } from "../route-body.ts";
import { query } from "../route-query.ts";
import { route } from "../route.ts";
import { storeAttachment } from "../store-attachment.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/rooms.ts";

export const attachments = [
  /** This person's uploads in the room that are not sent yet. */
  route({
    method: "GET",
    path: "/rooms/:room/attachments",
    in: "room",
    visitors: true,
    needs: "read",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.attachment)),
    v1: true,
    about: "Lists the files that the caller has uploaded to a room and not sent.",
    run: ({ env, principal, room }): Promise<Attachment[]> =>
      roomStub(env, room.id).waitingAttachments(principal.user),
  }),
  /** The files of the room's messages, newest first. */
  route({
    method: "GET",
    path: "/rooms/:room/files",
    in: "room",
    visitors: true,
    needs: "read",
    query: query(schemas.filesBefore, "That is no number."),
    body: noBody,
    answer: jsonAnswer(schemas.filesPage),
    v1: true,
    about: "Lists the files of the messages of a room, the newest first.",
    run: ({ env, room, query: { before } }): Promise<FilesPage> =>
      roomStub(env, room.id).filesBefore(before ?? null),
  }),
  route({
    method: "PUT",
    path: "/rooms/:room/attachments/:attachment",
    in: "room",
    visitors: true,
    needs: "write",
    body: fileBody(MAX_ATTACHMENT_BYTES),
    answer: jsonAnswer(schemas.attachment, 201, [200]),
    v1: true,
    about: "Uploads a file to a room, for a message that is sent afterwards.",
    run: async ({ env, principal, organization, room, params, body, reply }) => {
      const { attachment, isNew } = await storeAttachment(env, {
        place: { id: room.id, organization: organization.id },
        caller: callerOf(principal),
        file: { id: idOf(params.attachment), ...body },
      });
      if (!isNew) reply.status = 200;
      return attachment;
    },
  }),
  route({
    method: "GET",
    path: "/rooms/:room/attachments/:attachment",
    in: "room",
    visitors: true,
    needs: "read",
    body: noBody,
    answer: storedBytesAnswer,
    v1: true,
    about: "Downloads a file of a room.",
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
    visitors: true,
    needs: "write",
    body: noBody,
    answer: jsonAnswer(nothing),
    v1: true,
    about: "Removes a file that was not sent.",
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

/** R2 accepts only lists of ETags. Any other value cannot match a stored file, so the header is ignored. */
const TAGS = /^(?:\*|(?:W\/)?"[\x21\x23-\x7e]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e]*")*)$/;

function knownTags(headers: Headers): Record<string, string> {
  const tags = headers.get("if-none-match") ?? "";
  return TAGS.test(tags) ? { "if-none-match": tags } : {};
}
