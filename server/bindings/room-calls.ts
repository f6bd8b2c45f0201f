import type {
  MessageList,
  MessageVersion,
  Page,
  RoomDetails,
  RoomMember,
  RoomTurn,
  ThreadList,
} from "../../shared/api-rooms.ts";
import type { Attachment, FilesPage } from "../../shared/attachments.ts";
import type {
  AttachmentId,
  GrantId,
  LibraryId,
  MessageId,
  ShareId,
  TurnId,
  UserId,
} from "../../shared/ids.ts";
import type { Citation } from "../../shared/knowledge.ts";
import type { Conversation } from "../../shared/widget.ts";
import type { Role } from "../../shared/permissions.ts";
import type { UnreadMessages, InboxEntry, OwnThread } from "../../shared/protocol/frames.ts";
import type { Message, RoomEvent } from "../../shared/protocol/events.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { Caller } from "../rules/room/actor.ts";
import type { NoticeAsked, NoticeMessages } from "../rules/room/notice-messages.ts";
import type { UnreadAsked } from "../rules/room/unread-messages.ts";
import type { Refusal } from "../rules/room/errors.ts";
import type { MessagesSince } from "../rules/room/messages-since.ts";
import type { RoomHit } from "../rules/room/search-hits.ts";
import type { OwnMessage } from "../rules/room/own-messages.ts";
import type { PlaceInLine } from "../../shared/support.ts";
import type { DeskNews, UnreadAnswers } from "../rules/room/desk-news.ts";
import type { BranchAsked } from "../rules/room/history.ts";
import type { ThreadsAsked } from "../rules/room/threads/list.ts";
import type { HookedContent, HookedRead } from "../rules/room/hook-data.ts";
import type { WantedOfRoom } from "../rules/room/hooks.ts";
import type { Look } from "../rules/room/look.ts";
import type { TaskPage } from "../rules/room/room-tasks.ts";
import type { RoomSpec } from "../rules/room/room-spec.ts";
import type { Announced, AnnouncedFile, Taken } from "../rules/room/uploads.ts";
import type { MailedMessage, MailTaken } from "./mailed-message.ts";
import type { AnswerSteps, CalledCommand, CommandTaken, HttpCaller, RoomAnswer } from "./room-answers.ts";

/** A member that the edge adds to a room. */
export interface AddedMember {
  user: UserId;
  name: string;
  role: Role;
  /** The share link by which they joined, and its end (server clock, milliseconds). */
  share?: { id: ShareId; expiresAt: number };
}

/** What a person has read: everything up to `head`, in the room and its threads. With `thread`: in this thread alone. */
export interface ReadUpTo {
  epoch: string;
  head: Seq;
  private: boolean;
  thread?: Seq;
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
  /** Adds a person of the organization to a public room. False if it is not public. Joining again changes nothing. */
  join(person: { user: UserId; name: string }): boolean;
  /** False for a room that was never created, or whose data is lost. */
  isCreated(): boolean;
  /** Null for a person who is not a member. */
  roleOf(user: UserId): Role | null;
  /**
   * Runs a command of a member, with the limits and checks of one that comes by a socket. It may be repeated as the same frame may.
   */
  command(caller: HttpCaller, command: CalledCommand): Promise<RoomAnswer<CommandTaken>>;
  details(caller: Caller): RoomAnswer<RoomDetails>;
  /** Members after this one, in the order of their ids. */
  members(user: UserId, after: UserId | null, limit: number): RoomAnswer<Page<RoomMember, UserId>>;
  member(user: UserId, asked: UserId): RoomAnswer<{ member: RoomMember | null }>;
  /** Messages before this seq, newest first; from the newest on if it is null. */
  messages(
    caller: HttpCaller,
    before: Seq | null,
    limit: number,
    asked?: BranchAsked,
  ): RoomAnswer<MessageList>;
  /** The pinned messages in their order. */
  pinned(caller: HttpCaller): RoomAnswer<{ items: Message[] }>;
  /** The earlier texts of a message, oldest first. Not found if there is no such message. */
  versions(caller: HttpCaller, seq: Seq): RoomAnswer<{ items: MessageVersion[] }>;
  message(caller: HttpCaller, seq: Seq): RoomAnswer<{ message: Message | null }>;
  /** A page of the room's tasks: open ones in their order, or ended ones. */
  tasks(caller: HttpCaller, state: "open" | "ended", after: string | null): RoomAnswer<TaskPage>;
  /** The threads that this person follows, the one that changed last first. */
  threads(caller: HttpCaller, asked: ThreadsAsked): RoomAnswer<ThreadList>;
  /** How this person stands to the thread of a message. */
  thread(user: UserId, root: Seq): RoomAnswer<OwnThread>;
  turn(user: UserId, turn: TurnId): RoomAnswer<{ turn: RoomTurn | null }>;
  /** The first events with `since < seq <= upTo`, in order; empty if there are none. Null: the person is no member. */
  log(user: UserId, part: { since: Seq; upTo: Seq }, unreadable: LibraryId[]): RoomEvent[] | null;
  /** The steps of an answer, with arguments and results. Not found if there is no such answer, or this person may not see how it came about. */
  steps(caller: HttpCaller, target: Seq): RoomAnswer<AnswerSteps>;
  /** Moves read cursors to `head`. Returns the room's new entry for this person; null if they are not a member. */
  markRead(user: UserId, upTo: ReadUpTo): InboxEntry | null;
  /** The room's inbox entry for this person; null if they are not a member. */
  inboxEntry(user: UserId): InboxEntry | null;
  /** The messages that this person's badge of the room counts; null if they are not a member. */
  unreadMessages(user: UserId, asked: UnreadAsked): UnreadMessages | null;
  /** What this person may be told of outside of the app, as it stands now; null if they are not a member. */
  noticeMessages(user: UserId, asked: NoticeAsked): NoticeMessages | null;
  /** Messages after `since` of the branch that is shown, or of the one of this turn. The caller must have checked that the person is a member. */
  messagesSince(since: Seq, unreadable: LibraryId[], turn?: TurnId | null): MessagesSince;
  /** The libraries that these answers are built on. The caller must have checked that somebody may read them. */
  librariesOf(answers: Seq[]): LibraryId[];
  /**
   * What the room shows of messages that a search has found; null if the person is not a member. Without a person it is for the desk: the caller
   * must have checked that they may use it, and rooms of other kinds show nothing. `model`: only the path of the branch that this turn answers in,
   * or that is shown.
   */
  searchHits(
    user: UserId | null,
    hits: { seq: Seq; version: number }[],
    unreadable: LibraryId[],
    model?: { turn: TurnId | null },
  ): RoomHit[] | null;
  /** The message index does not know this room, or knows it by an older analyser: the room tells its messages anew. */
  tellSearch(): void;
  /** What webhooks want to know of this room from now on. */
  setHooks(wanted: WantedOfRoom): void;
  /** The content of an event for a webhook as it stands now; null if there is nothing to send. */
  hookedContent(read: HookedRead): HookedContent | null;
  /** The desk tells the visitor's place in line. */
  tellLine(requestedAt: number, line: PlaceInLine): void;
  /** What supporters have answered and the visitor has not read; null if there is no visitor. */
  unreadAnswers(): UnreadAnswers | null;
  /** Whether this member has sent a message with this id. */
  hasMessage(user: UserId, id: MessageId): boolean;
  /** A visitor's message that came by mail. The caller must have checked that the mail is the visitor's. */
  takeMail(visitor: UserId, message: MailedMessage): Promise<MailTaken | Refusal>;
  /** How a conversation with a visitor stands. The caller must have checked that they may use the desk. */
  look(before: Seq | null): Look | null;
  /** What the conversation tells the desk; null in rooms of other kinds. */
  deskNews(): DeskNews | null;
  /** The conversation as this visitor's list shows it; null for anybody else. */
  conversationOf(user: UserId): Conversation | null;
  /** The source that an answer cites by this number; null if this person may not see the answer, or it cites none. */
  citationIn(user: UserId, cited: { target: Seq; n: number; unreadable: LibraryId[] }): Citation | null;
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
