import type { GrantId, RoomId, UserId } from "../../shared/ids.ts";
import type { ConsumedRange } from "../../shared/protocol/draft-frames.ts";
import type { InboxEntry, PersonStatus } from "../../shared/protocol/frames.ts";
import type { DocumentFrame } from "../../shared/protocol/inbox-frames.ts";
import type { Seq } from "../../shared/protocol/seq.ts";

/** What rooms, other inboxes and the edge ask of an inbox. Each call may be repeated. */
export interface InboxCalls extends Rpc.DurableObjectBranded {
  /** How a room stands. The same entry again, or an older one, changes nothing. */
  putEntry(entry: InboxEntry): void;
  /** The person is no longer in the room, as of its `head`. */
  dropEntry(room: RoomId, epoch: string, head: Seq): void;
  /** What messages of this person took from the room's draft. */
  consumeDrafts(room: RoomId, consumed: ConsumedRange[]): void;
  /** Somebody of the organization wants to be told when this person's status changes. */
  watchPerson(watcher: UserId): PersonStatus;
  /** The status of a person whom this inbox watches; returns whether it still does. */
  hearPerson(person: PersonStatus): boolean;
  /** A document of this person's has changed its state. */
  tellDocument(document: DocumentFrame["document"]): void;
  /** Closes the sockets that this grant opened (4401). */
  endGrant(grant: GrantId): void;
  /** The person left the organization: closes every socket (4403) and empties the list. */
  removePerson(): Promise<void>;
}
