/** The passage behind a citation of an answer that the visitor sees. */
import type { UserId } from "../../../shared/ids.ts";
import type { CitedPassage } from "../../../shared/widget.ts";
import type { Env } from "../../bindings/env.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import type { RoomRow } from "../../directory/rooms.ts";
import { unreadableInRoom } from "../../knowledge/libraries/unreadable-libraries.ts";
import { findCited } from "../../knowledge/documents/find-cited.ts";
import { notFound } from "../../problems/problem.ts";

/** Anything that the answer does not cite is missing, whether or not it exists. */
export async function citedPassage(
  env: Env,
  { user, room, target, n }: { user: UserId; room: RoomRow; target: number; n: number },
): Promise<CitedPassage> {
  if (!Number.isSafeInteger(target) || !Number.isSafeInteger(n)) throw notFound();
  const { organization } = room;
  const unreadable = await unreadableInRoom(env.DB, { organization, user, room });
  const citation = await roomStub(env, room.id).citationIn(user, { target, n, unreadable });
  if (citation === null) throw notFound();
  return findCited(env, organization, citation);
}
