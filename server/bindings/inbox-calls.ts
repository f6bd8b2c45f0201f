import type { GrantId, RoomId, UserId } from "../../shared/ids.ts";
import type { ToldConsumedRange } from "../../shared/protocol/draft-frames.ts";
import type { InboxEntry, PersonStatus } from "../../shared/protocol/frames.ts";
import type { DocumentFrame } from "../../shared/protocol/inbox-frames.ts";
import type { NewReminder } from "../rules/inbox/reminders.ts";
import type { Seq } from "../../shared/protocol/seq.ts";

/** The RPC interface of an inbox, for rooms, other inboxes and the edge. Each call may be repeated. */
export interface InboxCalls extends Rpc.DurableObjectBranded {
  /**
   * Stores a room's entry. The same entry again, or an older one, changes nothing. Returns the head that this inbox knows if the entry's
   * is lower, else null: entries may arrive in any order, and a room can also have lost events.
   */
  putEntry(entry: InboxEntry): Seq | null;
  /** The newest head of the room that this inbox knows; null if it knows none. */
  headOf(room: RoomId): { epoch: string; head: Seq } | null;
  /** The entries of those of these rooms that the inbox has. */
  entriesOf(rooms: RoomId[]): InboxEntry[];
  /** The person is no longer a member of the room, as of its `head`. */
  dropEntry(room: RoomId, epoch: string, head: Seq): void;
  /** The ranges of the room's draft that this person's messages consumed. */
  consumeDrafts(room: RoomId, consumed: ToldConsumedRange[]): void;
  /** Adds a watcher from the same organization, who is told when this person's status changes. */
  watchPerson(watcher: UserId): PersonStatus;
  /** The status of a person whom this inbox watches. Returns whether it still watches them. */
  hearPerson(person: PersonStatus): boolean;
  /** A document that this person added has changed its state. */
  tellDocument(document: DocumentFrame["document"]): void;
  /** Makes a reminder. Returns why it cannot be made; null if it is made, now or when the same call first arrived. */
  remind(wanted: NewReminder): string | null;
  /** Closes the sockets that this grant opened (4401). */
  endGrant(grant: GrantId): void;
  /** The person has left the organization: closes every socket (4403) and empties the list. */
  removePerson(): Promise<void>;
  /** The organization, its people or this person's role have changed: their devices ask for the news. */
  tellOrganization(): void;
  /** The organization is deleted: closes every socket (4403) and deletes everything. */
  erase(): Promise<void>;
}
