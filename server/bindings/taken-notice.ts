/** What an inbox hands to the consumer of the queue: what is to be told, as it stands right now. */
import type { OrganizationId, RoomId, UserId } from "../../shared/ids.ts";
import type {
  ChannelResult,
  ChatKind,
  NoticeAction,
  NoticeChannel,
  NoticeKind,
  NoticeSettings,
  ToldRule,
} from "../../shared/notices.ts";
import type { Seq } from "../../shared/protocol/seq.ts";

export interface NoticeLine {
  /** Who wrote it; empty for a notice with its own words. */
  name: string;
  /** Empty if it may not be shown. */
  text: string;
  at: number;
  /** For a room of a digest: how many messages are unread. */
  unread?: number;
}

export interface NoticeContent {
  kind: NoticeKind;
  rule: ToldRule;
  /** The room, the other person, or the notice's own title. */
  title: string;
  /** Whether `title` is the person who writes. */
  isPerson: boolean;
  /** The newest ones, oldest first. */
  lines: NoticeLine[];
  /** How many there are. */
  total: number;
  /** Path in the app. */
  address: string;
  room?: RoomId;
  seq?: Seq;
  /** The thread in which the newest message stands alone. A reply goes there. */
  thread?: Seq;
  actions: NoticeAction[];
}

export interface TakenChat {
  id: string;
  kind: ChatKind;
  name: string;
  address: string;
}

export type Taken =
  | {
      type: "tell";
      organization: OrganizationId;
      user: UserId;
      channels: NoticeChannel[];
      chats: TakenChat[];
      results: ChannelResult[];
      content: NoticeContent;
      settings: NoticeSettings;
      /** Grants whose device has the app open, and tells by itself. */
      openGrants: string[];
      /** The app's own address, as far as it is known. */
      origin: string | null;
    }
  /** What was shown is closed on these devices. */
  | { type: "close"; organization: OrganizationId; user: UserId; shown: string[] };
