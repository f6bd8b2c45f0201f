import type { Attachment, FilesPage } from "../../shared/attachments.ts";
import type { AttachmentId, GrantId, LibraryId, ShareId, UserId } from "../../shared/ids.ts";
import type { Role } from "../../shared/permissions.ts";
import type { UnreadMessages, InboxEntry } from "../../shared/protocol/frames.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { Caller } from "../rules/room/actor.ts";
import type { UnreadAsked } from "../rules/room/unread-messages.ts";
import type { Refusal } from "../rules/room/errors.ts";
import type { MessagesSince } from "../rules/room/messages-since.ts";
import type { RoomHit } from "../rules/room/search-hits.ts";
import type { OwnMessage } from "../rules/room/own-messages.ts";
import type { RoomSpec } from "../rules/room/room-spec.ts";
import type { Announced, AnnouncedFile, Taken } from "../rules/room/uploads.ts";

/** A member that the edge adds to a room. */
export interface AddedMember {
  user: UserId;
  name: string;
  role: Role;
  /** The share link by which they joined, and its end (server clock, milliseconds). */
  share?: { id: ShareId; expiresAt: number };
}

export interface Download extends Attachment {
  /** The last part of the key of its bytes. */
  object: string;
}

/** The RPC interface of a room, for other objects and the edge. Each call may be repeated. */
export interface RoomCalls extends Rpc.DurableObjectBranded {
  /** Creates the room if it does not exist; an existing room does not change. */
  ensureCreated(spec: RoomSpec): void;
  /** Adds a member without a permission check. */
  addMember(member: AddedMember): void;
  /** False for a room that was never created, or whose data is lost. */
  isCreated(): boolean;
  /** Null for a person who is not a member. */
  roleOf(user: UserId): Role | null;
  /** Moves the read cursor to `head`. Returns the room's new entry for this person; null if they are not a member. */
  markRead(user: UserId, upTo: { epoch: string; head: Seq; private: boolean }): InboxEntry | null;
  /** The room's inbox entry for this person; null if they are not a member. */
  inboxEntry(user: UserId): InboxEntry | null;
  /** The messages that this person's badge of the room counts; null if they are not a member. */
  unreadMessages(user: UserId, asked: UnreadAsked): UnreadMessages | null;
  /** Messages after `since`. The caller must have checked that the person is a member. */
  messagesSince(since: Seq, unreadable: LibraryId[]): MessagesSince;
  /** What the room shows of messages that a search has found; null if the person is not a member. */
  searchHits(user: UserId, hits: { seq: Seq; version: number }[], unreadable: LibraryId[]): RoomHit[] | null;
  /** The message index does not know this room, or knows it by an older analyser: the room tells its messages anew. */
  tellSearch(): void;
  announceUpload(caller: Caller, file: AnnouncedFile): Announced;
  takeUpload(caller: Caller, object: string, file: Attachment): Taken;
  breakUpload(user: UserId, object: string): void;
  removeWaiting(caller: Caller, id: AttachmentId): Refusal | null;
  waitingAttachments(user: UserId): Attachment[];
  /** The files of messages before this one, newest first. The caller must have checked that the person is a member. */
  filesBefore(before: Seq | null): FilesPage;
  findDownload(caller: Caller, id: AttachmentId): Download | null;
  /** Removes members who joined only by this link, and closes their sockets (4403). */
  endShare(share: ShareId): void;
  /** Up to `limit` of this member's own messages after `after`, oldest first. */
  ownMessages(user: UserId, after: Seq, limit: number): OwnMessage[];
  /** The directory has another name for this person. */
  renameMember(user: UserId, name: string): void;
  /** The person has deleted the account: as `removePerson`, and nothing keeps their name. */
  forgetPerson(user: UserId): void;
  /** The person has left the organization: removes them and closes their sockets (4403). */
  removePerson(user: UserId): void;
  /** Sets a member's role as the organization decides it. Nothing happens for who is no member. */
  setRole(user: UserId, role: Role, by: UserId): void;
  /** The organization is deleted: closes all sockets (4404) and deletes everything. */
  erase(): Promise<void>;
  /** Closes the sockets that this grant opened (4401). */
  endGrant(grant: GrantId): void;
}
