import type { MessageList, SentMessage } from "../../../shared/api-rooms.ts";
import type { OrganizationSummary } from "../../../shared/api.ts";
import type { RoomId, UserId } from "../../../shared/ids.ts";
import type { Message } from "../../../shared/protocol/events.ts";
import { roomPath } from "./api-request.ts";
import { team, type Person } from "./person.ts";
import { codeOf, type Answer } from "./visitor.ts";

export let ada: Person;
export let grace: Person;
export let organization: OrganizationSummary;

/** Ada and Grace, in an organization of their own. Call it before the tests of a file. */
export async function begin(): Promise<void> {
  ({ ada, grace, organization } = await team());
}

export const makeRoom = (members: UserId[] = [grace.id]): Promise<RoomId> =>
  ada.makeRoom(organization.id, { kind: "group", name: "garden", members });

export const write = async (who: Person, room: RoomId, text: string, more: object = {}): Promise<Message> =>
  (await who.must(who.post<SentMessage>(roomPath(room, "/messages"), { text, ...more }))).message;

export const listOf = (who: Person, room: RoomId, query = "") =>
  who.must(who.get<MessageList>(roomPath(room, `/messages${query}`)));

export const codes = (answer: Answer<unknown>) => [answer.status, codeOf(answer)];
