/** Stores a file of somebody who may write in a room: announced to the room, stored, examined, and taken by the room. */
import type { Attachment } from "../../shared/attachments.ts";
import type { OrganizationId, RoomId } from "../../shared/ids.ts";
import { PictureFilter } from "../../shared/pictures/picture-filter.ts";
import { examine, EXAMINED } from "../attachments/examine.ts";
import { filterStream } from "../attachments/filter-stream.ts";
import { attachmentKey } from "../bindings/attachment-key.ts";
import type { Env } from "../bindings/env.ts";
import { roomStub } from "../bindings/object-stubs.ts";
import { type MeasuredBody, storeMeasured } from "../knowledge/documents/measured-body.ts";
import { Problem } from "../problems/problem.ts";
import type { Caller } from "../rules/room/actor.ts";
import type { AnnouncedFile } from "../rules/room/uploads.ts";

export interface Upload {
  place: { organization: OrganizationId; id: RoomId };
  caller: Caller;
  file: Pick<AnnouncedFile, "id" | "name"> & MeasuredBody;
}

/** Throws what the room refuses. `isNew`: false if this file was taken before. */
export async function storeAttachment(
  env: Env,
  { place, caller, file }: Upload,
): Promise<{ attachment: Attachment; isNew: boolean }> {
  const announced = { id: file.id, name: file.name, bytes: file.bytes };
  const room = roomStub(env, place.id);
  const begun = await room.announceUpload(caller, announced);
  if (begun.type === "refused") throw new Problem(begun.refused, begun.message);
  if (begun.type === "taken") return { attachment: begun.attachment, isNew: false };
  const key = attachmentKey(place, begun.object);
  try {
    const filter = new PictureFilter();
    const body = file.body.pipeThrough(filterStream(filter));
    await storeMeasured(env.FILES, key, { bytes: file.bytes, body });
    const found = examine(filter, await beginningOf(env.FILES, key));
    const taken = await room.takeUpload(caller, begun.object, { ...announced, ...found });
    if (taken.type === "refused") throw new Problem(taken.refused, taken.message);
    return { attachment: taken.attachment, isNew: true };
  } catch (error) {
    // If this call fails too, the room deletes the object after a time limit.
    await room.breakUpload(caller.user, begun.object);
    throw error;
  }
}

/** Reads the beginning of the stored file, and not of what was sent, so that the examined bytes are those that others will get. */
async function beginningOf(files: R2Bucket, key: string): Promise<Uint8Array> {
  const object = await files.get(key, { range: { offset: 0, length: EXAMINED } });
  if (object === null) throw new Problem("unavailable", "That took too long. Try again.");
  return new Uint8Array(await object.arrayBuffer());
}
