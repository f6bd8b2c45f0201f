import { makeId } from "../../../shared/ids.ts";
import type { DeviceId } from "../../../shared/ids.ts";
import { newRoomId } from "../../support/people.ts";

export { ada, bot, grace, linus, organization as lab } from "../../support/people.ts";

export const den = newRoomId();
export const laptop: DeviceId = makeId("dev", (bytes) => bytes.fill(6));
export const phone: DeviceId = makeId("dev", (bytes) => bytes.fill(7));
