import {
  type AgentId,
  makeId,
  makeMessageId,
  type MessageId,
  type OrganizationId,
  type RoomId,
  type UserId,
} from "../../shared/ids.ts";

/** Random bytes from a counter: different for each call, the same in each run. */
let counter = 0;
function countingBytes(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  counter += 1;
  new DataView(bytes.buffer).setUint32(bytes.length - 4, counter);
  return bytes;
}

const person = (): UserId => makeId("user", countingBytes);

export const ada = person();
export const grace = person();
export const linus = person();
export const mallory = person();

export const bot: AgentId = makeId("agent", countingBytes);
export const helper: AgentId = makeId("agent", countingBytes);

export const names: Record<string, string> = {
  [bot]: "Parley",
  [helper]: "Helper",
  [ada]: "Ada",
  [grace]: "Grace",
  [linus]: "Linus",
  [mallory]: "Mallory",
};

export const organization: OrganizationId = makeId("org", countingBytes);
export const newRoomId = (): RoomId => makeId("room", countingBytes);
export const newUserId = person;
export const newMessageId = (): MessageId => makeMessageId(0, countingBytes);
