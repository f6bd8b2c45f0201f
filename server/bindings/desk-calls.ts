import type { CannedAnswer, CannedChange, CannedWords } from "../../shared/canned.ts";
import type { ConversationChange, DeskConversation, DeskNote, DeskSettings } from "../../shared/desk.ts";
import type { GrantId, OrganizationId, RoomId, UserId, WidgetId } from "../../shared/ids.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { CountedMetrics } from "../../shared/desk-metrics.ts";
import type { MetricsQuestion } from "../rules/desk/metrics/read-metrics.ts";
import type { DeskNews } from "../rules/room/desk-news.ts";
import type { AnswerTerms } from "../rules/desk/answer-clock.ts";
import type { CannedOutcome } from "../rules/desk/canned.ts";
import type { NewNote } from "../rules/desk/notes.ts";
import type { DeskFound, DeskSearch } from "./desk-search.ts";

export interface DeskPerson {
  user: UserId;
  name: string;
}

/** Who can answer visitors now. */
export interface PeopleAtDesk {
  /** Supporters who have the desk open and are not away. */
  here: number;
  /** At most three of them. */
  names: string[];
  /** Usual minutes until a person answers; null if nobody was answered within the last hour. */
  answerMinutes: number | null;
}

export interface DeskView {
  conversation: DeskConversation;
  notes: DeskNote[];
  past: DeskConversation[];
}

/** The RPC interface of an organization's desk, for rooms and the edge. Each call may be repeated. */
export interface DeskCalls extends Rpc.DurableObjectBranded {
  /** Takes how a conversation stands. */
  take(news: DeskNews): void;
  people(): PeopleAtDesk;
  /** Visitors who wait for a person, and whom nobody has. */
  countWaiting(): number;
  /** Null if the desk does not know the conversation. */
  view(room: RoomId): DeskView | null;
  closedBefore(before: number | null): DeskConversation[];
  /** Newest conversations first. */
  search(search: DeskSearch): { found: DeskFound[]; more: boolean };
  /** Those of the rooms that the desk knows. */
  conversations(rooms: RoomId[]): DeskConversation[];
  /** `people`: the caller, and whoever the conversation is assigned to. */
  change(
    room: RoomId,
    change: ConversationChange,
    people: DeskPerson[],
    origin: string,
  ): DeskConversation | null;
  addNote(room: RoomId, note: NewNote): DeskNote | null;
  deleteNote(room: RoomId, id: string, by: UserId): "deleted" | "other";
  setSettings(settings: DeskSettings): DeskSettings;
  canned(): CannedAnswer[];
  /** `by`: the name of whoever adds it. The same id adds one. */
  addCanned(id: string, words: CannedWords, by: string): CannedOutcome;
  changeCanned(id: string, change: CannedChange, by: string): CannedOutcome;
  /** False if there is none. */
  deleteCanned(id: string): boolean;
  /** What the widget promises now. */
  setTerms(widget: WidgetId, terms: AnswerTerms): void;
  /** What is counted of conversations, by day and by person. */
  metrics(question: MetricsQuestion): Promise<CountedMetrics>;
  /** The conversation was deleted. */
  forget(room: RoomId): void;
  /** The newest message that a mail to the visitor has said; 0 for none. */
  mailedUpTo(room: RoomId): Seq;
  /** Notes the address of the app, for links in mails. */
  noteOrigin(organization: OrganizationId, person: DeskPerson, origin: string): void;
  /** Closes the sockets that this grant opened (4401). */
  endGrant(grant: GrantId): void;
  /** The person may not use the desk any more: closes their sockets (4403), and their conversations wait for somebody else. */
  dismiss(user: UserId): void;
  /** The organization is deleted: closes all sockets and deletes everything. */
  erase(): Promise<void>;
}
