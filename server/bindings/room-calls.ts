import type { Attachment } from "../../shared/attachments.ts";
import type { AttachmentId, GrantId, LibraryId, ShareId, UserId } from "../../shared/ids.ts";
import type { Role } from "../../shared/permissions.ts";
import type { UnreadMessages, InboxEntry } from "../../shared/protocol/frames.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { Caller } from "../rules/room/actor.ts";
import type { UnreadAsked } from "../rules/room/unread-messages.ts";
import type { Refusal } from "../rules/room/errors.ts";
import type { MessagesSince } from "../rules/room/messages-since.ts";
import type { RoomSpec } from "../rules/room/room-spec.ts";
import type { AttachmentRow } from "../rules/room/rows/attachment-row.ts";
import type { Announced, AnnouncedFile, Taken } from "../rules/room/uploads.ts";

/** Somebody whom the edge adds to a room. */
export interface AddedMember {
  user: UserId;
  name: string;
  role: Role;
  /** The link by which they came, and when it ends (server clock, milliseconds). */
  share?: { id: ShareId; expiresAt: number };
}

/** What of a file an HTTP answer needs. */
export type Download = Pick<AttachmentRow, "object" | "name" | "type" | "bytes">;

/** What other objects and the edge ask of a room. Each call may be repeated. */
export interface RoomCalls extends Rpc.DurableObjectBranded {
  /** Makes the room if it does not exist; an existing room does not change. */
  ensureCreated(spec: RoomSpec): void;
  /** Adds somebody without asking a member of the room. */
  addMember(member: AddedMember): void;
  /** Null for somebody who is no member. */
  roleOf(user: UserId): Role | null;
  /** Moves the read cursor to `head`. Returns how the room stands for this person then; null for somebody who is no member. */
  markRead(user: UserId, upTo: { epoch: string; head: Seq; private: boolean }): InboxEntry | null;
  /** How the room stands for this person; null for somebody who is no member. */
  inboxEntry(user: UserId): InboxEntry | null;
  /** What this person's badge of the room counts; null for somebody who is no member. */
  unreadMessages(user: UserId, asked: UnreadAsked): UnreadMessages | null;
  /** What was said after `since`. The caller has asked whether the person is a member. */
  messagesSince(since: Seq, unreadable: LibraryId[]): MessagesSince;
  announceUpload(caller: Caller, file: AnnouncedFile): Announced;
  takeUpload(caller: Caller, object: string, file: Attachment): Taken;
  breakUpload(user: UserId, object: string): void;
  removeWaiting(caller: Caller, id: AttachmentId): Refusal | null;
  waitingAttachments(user: UserId): Attachment[];
  findDownload(caller: Caller, id: AttachmentId): Download | null;
  /** Removes whoever came by this link alone, and closes their sockets (4403). */
  endShare(share: ShareId): void;
  /** The person left the organization: removes them and closes their sockets (4403). */
  removePerson(user: UserId): void;
  /** Closes the sockets that this grant opened (4401). */
  endGrant(grant: GrantId): void;
}
