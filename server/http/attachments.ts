/** Files of messages. The room says who may upload and have them; here are their bytes. */
import { Hono, type Context } from "hono";
import type { Attachment } from "../../shared/attachments.ts";
import { isImage } from "../../shared/attachments.ts";
import { type AttachmentId, isAttachmentId } from "../../shared/ids.ts";
import { MAX_ATTACHMENT_BYTES } from "../../shared/limits.ts";
import { examine, EXAMINED } from "../attachments/examine.ts";
import { roomStub } from "../bindings/object-stubs.ts";
import { attachmentKey } from "../bindings/attachment-key.ts";
import { byteRange } from "./byte-range.ts";
import type { TenantEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { encodeFileName, fileNameOf } from "./file-name.ts";
import { findMyRoom } from "./find-my-room.ts";
import { storeMeasured } from "../knowledge/documents/measured-body.ts";
import { readMeasured } from "./read-measured.ts";
import { OWN_COPY } from "./middleware/security-headers.ts";
import { notFound, Problem } from "../problems/problem.ts";

export const attachments = new Hono<TenantEdge>()
  .get("/", async (c) => {
    const room = roomStub(c.env, (await findMyRoom(c)).id);
    return ok<Attachment[]>(c, await room.waitingAttachments(c.var.user.id));
  })
  .put("/:attachment", async (c) => {
    const place = await findMyRoom(c);
    const file = {
      id: idOf(c),
      name: fileNameOf(c.req.raw.headers),
      body: readMeasured(c, MAX_ATTACHMENT_BYTES),
    };
    const announced = { id: file.id, name: file.name, bytes: file.body.bytes };
    const room = roomStub(c.env, place.id);
    const user = c.var.user.id;
    const begun = await room.announceUpload(user, announced);
    if (begun.type === "refused") throw new Problem(begun.refused, begun.message);
    if (begun.type === "taken") return ok<Attachment>(c, begun.attachment);
    const key = attachmentKey({ ...place, organization: c.var.membership.organization.id }, begun.object);
    try {
      await storeMeasured(c.env.FILES, key, file.body);
      const found = examine(await beginningOf(c.env.FILES, key));
      const taken = await room.takeUpload(user, begun.object, { ...announced, ...found });
      if (taken.type === "refused") throw new Problem(taken.refused, taken.message);
      return ok<Attachment>(c, taken.attachment, 201);
    } catch (error) {
      // Where this does not get there, the room collects it by itself.
      await room.breakUpload(user, begun.object);
      throw error;
    }
  })
  .get("/:attachment", async (c) => {
    const place = await findMyRoom(c);
    const room = roomStub(c.env, place.id);
    const file = await room.findDownload(c.var.user.id, idOf(c));
    if (file === null) throw notFound();
    const key = attachmentKey({ ...place, organization: c.var.membership.organization.id }, file.object);
    const range = byteRange(c.req.header("range"), file.bytes);
    const object = await c.env.FILES.get(key, {
      onlyIf: new Headers(known(c)),
      ...(range !== null && { range }),
    });
    if (object === null) throw notFound();
    c.header("cache-control", OWN_COPY);
    c.header("etag", object.httpEtag);
    c.header("vary", "cookie");
    if (!("body" in object)) return c.body(null, 304);
    c.header("accept-ranges", "bytes");
    c.header("content-length", String(range?.length ?? file.bytes));
    // Whatever it claims to be: what is no image that browsers show and cannot run is a download of no type.
    c.header("content-type", isImage(file) ? file.type : "application/octet-stream");
    const way = isImage(file) ? "inline" : "attachment";
    c.header("content-disposition", `${way}; filename*=UTF-8''${encodeFileName(file.name)}`);
    if (range === null) return c.body(object.body);
    const last = range.offset + range.length - 1;
    c.header("content-range", `bytes ${range.offset}-${last}/${file.bytes}`);
    return c.body(object.body, 206);
  })
  /** Only what waits, by who uploaded it. Twice is once. */
  .delete("/:attachment", async (c) => {
    const room = roomStub(c.env, (await findMyRoom(c)).id);
    const refused = await room.removeWaiting(c.var.user.id, idOf(c));
    if (refused !== null) throw new Problem(refused.refused, refused.message);
    return ok(c, null);
  });

function idOf(c: Context<TenantEdge>): AttachmentId {
  const id = c.req.param("attachment");
  if (!isAttachmentId(id)) throw notFound();
  return id;
}

/** What is really stored, not what came by. */
async function beginningOf(files: R2Bucket, key: string): Promise<Uint8Array> {
  const object = await files.get(key, { range: { offset: 0, length: EXAMINED } });
  if (object === null) throw new Problem("unavailable", "That took too long. Try it again.");
  return new Uint8Array(await object.arrayBuffer());
}

/** R2 takes lists of tags and nothing else; whoever sends anything else has no copy that is known here. */
const TAGS = /^(?:\*|(?:W\/)?"[\x21\x23-\x7e]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e]*")*)$/;

function known(c: Context<TenantEdge>): Record<string, string> {
  const tags = c.req.header("if-none-match") ?? "";
  return TAGS.test(tags) ? { "if-none-match": tags } : {};
}
