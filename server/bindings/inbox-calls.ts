import type { GrantId, RoomId, UserId } from "../../shared/ids.ts";
import type { ToldConsumedRange } from "../../shared/protocol/draft-frames.ts";
import type { InboxEntry, PersonStatus } from "../../shared/protocol/frames.ts";
import type { NewReminder } from "../rules/inbox/reminders.ts";
import type { TaskRequest } from "../../shared/protocol/task-frames.ts";
import type { TaskNews } from "../rules/room/task-news.ts";
import type { DocumentFrame, InboxServerFrame } from "../../shared/protocol/inbox-frames.ts";
import type {
  ChannelResult,
  ChatChannel,
  DecidedNotice,
  NoticeAnswer,
  NoticeSettings,
} from "../../shared/notices.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { Notice } from "../rules/notify/notice.ts";
import type { ChatRow } from "../rules/notify/notice-settings.ts";
import type { ToldOn } from "../rules/notify/telling.ts";
import type { Taken } from "./taken-notice.ts";

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
  /** A room tells how tasks of this person stand. */
  putTasks(news: TaskNews): void;
  /** A request for personal tasks or for a list, as a device would send it. */
  askTasks(request: TaskRequest): InboxServerFrame;
  /** Adds a watcher from the same organization, who is told when this person's status changes. */
  watchPerson(watcher: UserId): PersonStatus;
  /** The status of a person whom this inbox watches. Returns whether it still watches them. */
  hearPerson(person: PersonStatus): boolean;
  /** A document that this person added has changed its state. */
  tellDocument(document: DocumentFrame["document"]): void;
  /** Makes a reminder. Returns why it cannot be made; null if it is made, now or when the same call first arrived. */
  remind(wanted: NewReminder): string | null;
  /** Tells the person of something at this time (server clock, milliseconds). The same key again replaces it. */
  putNotice(notice: Notice, due: number): void;
  /** The reason has ended: it is not told any more, and closed where it is shown. */
  cancelNotice(key: string): void;
  /** What is left to tell of this version of a notice, held for the caller for a minute; null if there is nothing. */
  takeNotice(key: string, version: number): Promise<Taken | null>;
  /** How telling on one channel went. */
  noticeTold(key: string, version: number, on: ToldOn): void;
  /** The queue has given up. Returns what had failed. */
  noticeDead(key: string, version: number): ChannelResult[];
  /** A dead notice is sent again. False if it means nothing any more. */
  reviveNotice(key: string, version: number): Promise<boolean>;
  /** Tells the person on all channels, to try them. */
  testNotice(): void;
  /** What the person has chosen in a notification. */
  answerNotice(key: string, chosen: NoticeAnswer): Promise<void>;
  /** What was decided, newest first. */
  decidedNotices(limit: number): DecidedNotice[];
  noticeSettings(): NoticeSettings;
  changeNoticeSettings(change: Partial<NoticeSettings>): NoticeSettings;
  /** A device of the person is told by push. `origin`: the app's own address as the device has it. */
  noteNoticePush(origin: string | null): void;
  noticeChats(): ChatChannel[];
  /** Null if there are too many. */
  addNoticeChat(chat: Omit<ChatRow, "off">): ChatChannel | null;
  /** Its address does not exist any more. */
  switchNoticeChatOff(id: string): void;
  removeNoticeChat(id: string): boolean;
  /** Closes the sockets that this grant opened (4401). */
  endGrant(grant: GrantId): void;
  /** The person has left the organization: closes every socket (4403) and empties the list. */
  removePerson(): Promise<void>;
  /** The organization, its people or this person's role have changed: their devices ask for the news. */
  tellOrganization(): void;
  /** The organization is deleted: closes every socket (4403) and deletes everything. */
  erase(): Promise<void>;
}
