import { setTimeout as delay } from "node:timers/promises";
import type { RoomId, UserId } from "../../../shared/ids.ts";
import type { Random } from "../random.ts";
import type { Device } from "./device.ts";

/** An owner's changes to the members of a room. Each change is undone, so that all are members again in the end. */
export async function manageMembersOnce(
  owner: Device,
  id: RoomId,
  devices: readonly Device[],
  victims: readonly UserId[],
  random: Random,
): Promise<void> {
  const user = random.pick(victims);
  switch (random.weighted({ demote: 5, remove: 3, rename: 2 })) {
    case "demote":
      await retryUntilDone(() => owner.room(id).changeRole(user, "viewer"));
      await delay(random.between(50, 800));
      return retryUntilDone(() => owner.room(id).changeRole(user, "member"));
    case "remove":
      await retryUntilDone(() => owner.room(id).remove(user));
      await delay(random.between(50, 1_200));
      await retryUntilDone(() => owner.room(id).invite(user));
      for (const device of devices) if (device.spec.account.user === user) reopenIfEnded(device, id);
      return;
    case "rename":
      return retryUntilDone(() => owner.room(id).rename(`Room ${random.between(0, 1e6)}`));
  }
}

/** Repeats until the room has done it, because the server may be down for longer than a command's timeout. */
async function retryUntilDone(command: () => Promise<void>): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      return await command();
    } catch {
      await delay(200);
    }
  }
  throw new Error("the owner could not make the room do it");
}

export function reopenIfEnded(device: Device, id: RoomId): void {
  if (device.spec.rooms.includes(id) && device.room(id).connection.type === "stopped") device.reopen(id);
}
