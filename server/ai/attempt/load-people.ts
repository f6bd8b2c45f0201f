import { closingTime, isOpen, nextOpening } from "../../../shared/business-hours.ts";
import type { OrganizationId, RoomId } from "../../../shared/ids.ts";
import type { Env } from "../../bindings/env.ts";
import { deskStub } from "../../bindings/object-stubs.ts";
import { findWidgetOfRoom } from "../../directory/desk-visitors.ts";
import { openDirectory } from "../../directory/directory.ts";
import type { PeopleToAsk } from "../prompt/people-to-ask.ts";

/** Whether people can be asked for in this conversation now. */
export async function loadPeople(
  env: Env,
  { organization, room }: { organization: OrganizationId; room: { id: RoomId } },
): Promise<PeopleToAsk> {
  const [widget, { here }] = await Promise.all([
    findWidgetOfRoom(openDirectory(env.DB), organization, room.id),
    deskStub(env, organization).people(),
  ]);
  const hours = widget?.settings.hours ?? null;
  const now = Date.now();
  if (hours === null) return { here, isOpen: true, until: null, timeZone: "UTC" };
  const open = isOpen(hours, now);
  const until = open ? closingTime(hours, now) : nextOpening(hours, now);
  return { here, isOpen: open, until, timeZone: hours.timeZone };
}
