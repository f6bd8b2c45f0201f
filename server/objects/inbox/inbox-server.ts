import { type Connection, type ConnectionContext, Server, type WSMessage } from "partyserver";
import type { GrantId, RoomId, UserId } from "../../../shared/ids.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import {
  type InboxEntry,
  type InboxFrame,
  type PersonStatus,
  PING,
  PONG,
} from "../../../shared/protocol/frames.ts";
import type {
  DocumentFrame,
  InboxServerFrame,
  OrganizationFrame,
} from "../../../shared/protocol/inbox-frames.ts";
import type { ConsumedRange } from "../../../shared/protocol/draft-frames.ts";
import type { InboxCalls } from "../../bindings/inbox-calls.ts";
import type {
  ChannelResult,
  ChatChannel,
  DecidedNotice,
  NoticeAnswer,
  NoticeSettings,
} from "../../../shared/notices.ts";
import type { Taken } from "../../bindings/taken-notice.ts";
import type { Notice } from "../../rules/notify/notice.ts";
import { type ChatRow, noteOrigin } from "../../rules/notify/notice-settings.ts";
import type { ToldOn } from "../../rules/notify/telling.ts";
import type { Env } from "../../bindings/env.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { Connections, type SocketState } from "../../sockets/connections.ts";
import {
  dropAllEntries,
  dropEntry,
  hasEntry,
  headBefore,
  headOf,
  putEntry,
} from "../../rules/inbox/room-entries.ts";
import { entriesOf, findEntry } from "../../rules/inbox/list-rooms.ts";
import { inboxMigrations } from "../../rules/inbox/migrations.ts";
import type { NewReminder } from "../../rules/inbox/reminders.ts";
import { inboxSchedule, type InboxTask } from "../../rules/inbox/tasks.ts";
import { InboxUnreadMessages } from "./inbox-unread-messages.ts";
import { InboxDrafts } from "./inbox-drafts.ts";
import { InboxLists } from "./inbox-lists.ts";
import { ownerOf } from "../../bindings/inbox-name.ts";
import { InboxPersonTasks } from "./inbox-person-tasks.ts";
import type { TaskNews } from "../../rules/room/task-news.ts";
import type { TaskRequest } from "../../../shared/protocol/task-frames.ts";
import { tellReminders } from "./reminder-notices.ts";
import { tellTasks } from "./task-notices.ts";
import { InboxReminders } from "./inbox-reminders.ts";
import { InboxScheduled } from "./inbox-scheduled.ts";
import { LargeRooms } from "./inbox-large-rooms.ts";
import { InboxReading } from "./inbox-reading.ts";
import { InboxPresence } from "./inbox-presence.ts";
import { InboxNoticeChoices } from "./inbox-notice-choices.ts";
import { InboxNotices } from "./inbox-notices.ts";
import type { InboxNoticesPort } from "./inbox-notices-port.ts";
import { Gate } from "../../sockets/gate.ts";
import { inboxProtocol } from "./frames/inbox-protocol.ts";
import { Alarm } from "../../storage/alarm.ts";
import { Database } from "../../storage/database.ts";
import { inboxTasks } from "./inbox-tasks.ts";

/** Maximum number of rooms that are told at the same time that they were read. Each is a call to another object. */
const TOLD_TOGETHER = 32;

/** The inbox of one person in one organization, shared by all their devices. Name = `<organization>:<user>`. */
export class InboxServer extends Server<Env> implements InboxCalls {
  static override options = { hibernate: true };

  readonly #database = new Database(this.ctx, { migrations: inboxMigrations, wake: () => this.#wake() });
  readonly #store: SqlStore = this.#database.store;
  readonly #schedule = inboxSchedule(this.#store);
  readonly #alarm = new Alarm(
    this.ctx.storage,
    this.#schedule,
    inboxTasks(() => ({
      lists: this.#lists,
      presence: this.#presence,
      reading: this.#reading,
      largeRooms: this.#largeRooms,
      reminders: this.#reminders,
      scheduled: this.#scheduled,
      notices: this.#notices,
    })),
    TOLD_TOGETHER,
  );
  readonly #connections = new Connections((socket) => this.#presence.gone(socket));
  readonly #drafts = new InboxDrafts({
    store: this.#store,
    connections: this.#connections,
    transaction: (work) => this.#database.transaction(work),
    isMember: (room) => hasEntry(this.#store, room),
    tellMark: (mark) => this.#tell({ complete: false, rooms: [], gone: [], drafts: [mark] }),
  });

  readonly #lists = new InboxLists({
    store: this.#store,
    connections: this.#connections,
    later: (task, due) => this.#later(task, due),
    arm: () => this.#alarm.arm(Date.now()),
    settingsChanged: (room) => this.#notices.settingsChanged(room),
  });
  readonly #reading: InboxReading = new InboxReading({
    env: this.env,
    store: this.#store,
    user: () => ownerOf(this.name).user,
    tell: (frame) => this.#connections.broadcast(JSON.stringify(frame)),
    put: (entry) => this.putEntry(entry),
  });
  readonly #presence = new InboxPresence({
    env: this.env,
    store: this.#store,
    connections: this.#connections,
    name: () => this.name,
    lastPong: (socket) => this.ctx.getWebSocketAutoResponseTimestamp(socket.connection),
    later: (task, due) => this.#later(task, due),
  });

  readonly #largeRooms: LargeRooms = new LargeRooms({
    env: this.env,
    store: this.#store,
    user: () => ownerOf(this.name).user,
    isOpen: () => !this.#connections.isEmpty(),
    put: (entry) => this.putEntry(entry),
    later: (task, due) => this.#later(task, due),
  });

  readonly #reminders: InboxReminders = new InboxReminders({
    env: this.env,
    store: this.#store,
    connections: this.#connections,
    name: () => this.name,
    transaction: (work) => this.#database.transaction(work),
    later: (task, due) => this.#later(task, due),
    tellOutside: (frame) => {
      const { organization } = ownerOf(this.name);
      tellReminders(this.#notices, { store: this.#store, organization }, frame);
    },
  });

  readonly #scheduled: InboxScheduled = new InboxScheduled({
    env: this.env,
    store: this.#store,
    connections: this.#connections,
    name: () => this.name,
    later: (task, due) => this.#later(task, due),
  });

  readonly #tasks = new InboxPersonTasks({
    env: this.env,
    store: this.#store,
    connections: this.#connections,
    name: () => this.name,
    transaction: (work) => this.#database.transaction(work),
    tellOutside: (frame) => {
      const { organization } = ownerOf(this.name);
      tellTasks(this.#notices, { store: this.#store, organization, now: Date.now() }, frame);
    },
  });

  readonly #noticesPort: InboxNoticesPort = {
    env: this.env,
    store: this.#store,
    connections: this.#connections,
    name: () => this.name,
    lastPong: (socket) => this.ctx.getWebSocketAutoResponseTimestamp(socket.connection),
    transaction: (work) => this.#database.transaction(work),
    later: (task, due) => this.#later(task, due),
    put: (entry) => this.putEntry(entry),
    markDone: (room, head) => this.#lists.set(room, { done: head }),
  };
  readonly #notices: InboxNotices = new InboxNotices(this.#noticesPort);
  readonly #noticeChoices = new InboxNoticeChoices({ ...this.#noticesPort, notices: this.#notices });

  readonly #unreadMessages = new InboxUnreadMessages({
    env: this.env,
    store: this.#store,
    connections: this.#connections,
    name: () => this.name,
  });

  readonly #gate = new Gate(
    this.#connections,
    inboxProtocol({
      store: this.#store,
      lists: this.#lists,
      drafts: this.#drafts,
      presence: this.#presence,
      unreadMessages: this.#unreadMessages,
      largeRooms: this.#largeRooms,
      reminders: this.#reminders,
      scheduled: this.#scheduled,
      tasks: this.#tasks,
      report: (error) => console.error("inbox", this.name, error),
    }),
  );

  async #wake(): Promise<void> {
    this.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    this.#connections.restore(this.getConnections<SocketState>());
    this.#presence.woke();
    await this.#alarm.wake(Date.now());
  }

  // ---- sockets

  override onConnect(connection: Connection<SocketState>, { request }: ConnectionContext): void {
    this.#gate.connect(connection, request);
    // On one machine, mails need the address that the person's devices use.
    const origin = request.headers.get("origin");
    if (origin !== null && this.env.ALLOWED_ORIGINS === "self") noteOrigin(this.#store, origin);
  }

  override onMessage(connection: Connection<SocketState>, message: WSMessage): void {
    this.#gate.message(connection, message);
  }

  override onClose(connection: Connection<SocketState>): void {
    this.#gate.gone(connection);
  }

  override onError(connection: Connection<SocketState>): void {
    this.#gate.gone(connection);
  }

  override async onAlarm(): Promise<void> {
    await this.#alarm.ring(Date.now());
  }

  #later(task: InboxTask, due: number): void {
    this.#schedule.put(task, due);
    this.#alarm.arm(Date.now());
  }

  // ---- called by rooms, other inboxes and the edge

  /** Stores a room's entry. The same entry again, or an older one, changes nothing. */
  putEntry(entry: InboxEntry): Seq | null {
    const before = findEntry(this.#store, entry.room);
    if (putEntry(this.#store, entry)) {
      this.#lists.changed(entry);
      // With the person's settings of the room.
      this.#notices.entryChanged(before, findEntry(this.#store, entry.room) ?? entry, Date.now());
    }
    return headBefore(this.#store, entry);
  }

  headOf(room: RoomId): { epoch: string; head: Seq } | null {
    return headOf(this.#store, room);
  }

  entriesOf(rooms: RoomId[]): InboxEntry[] {
    return entriesOf(this.#store, rooms);
  }

  /** The person is no longer a member of the room, as of its `head`. Idempotent. */
  dropEntry(room: RoomId, epoch: string, head: Seq): void {
    if (!dropEntry(this.#store, room, epoch, head)) return;
    this.#tell({ complete: false, rooms: [], gone: [room] });
    this.#lists.drop(room);
    this.#reminders.drop(room);
    this.#tasks.drop(room);
    this.#reading.drop(room);
    this.#drafts.drop(room);
    this.#notices.drop(room);
  }

  /** Removes the ranges of the room's draft that this person's messages consumed. Idempotent. */
  consumeDrafts(room: RoomId, consumed: ConsumedRange[]): void {
    this.#drafts.consume(room, consumed);
  }

  /** A room tells tasks of this person. Idempotent. */
  putTasks(news: TaskNews): void {
    this.#tasks.put(news);
  }

  /** A request for personal tasks or for a list, over HTTP. */
  askTasks(request: TaskRequest): InboxServerFrame {
    return this.#tasks.ask(request, Date.now());
  }

  /** Adds a watcher from the same organization. Returns this person's current status. */
  watchPerson(watcher: UserId): PersonStatus {
    return this.#presence.watchedBy(watcher);
  }

  /** Receives the status of a person whom this inbox watches. Returns whether it still watches them. */
  hearPerson(person: PersonStatus): boolean {
    return this.#presence.hear(person);
  }

  /** A document that this person added has changed its state. */
  tellDocument(document: DocumentFrame["document"]): void {
    this.#connections.broadcast(JSON.stringify({ type: "document", document } satisfies DocumentFrame));
  }

  /** Makes a reminder for an agent. Returns why it cannot be made. Idempotent. */
  remind(wanted: NewReminder): string | null {
    return this.#reminders.add(wanted, Date.now());
  }

  /** Closes the sockets that this grant opened (4401). Idempotent. */
  endGrant(grant: GrantId): void {
    this.#connections.endGrant(grant);
  }

  /** The person has left the organization: closes every socket (4403) and empties the list. Idempotent. */
  async removePerson(): Promise<void> {
    dropAllEntries(this.#store);
    this.#lists.dropAll();
    this.#reminders.dropAll();
    this.#scheduled.dropAll();
    this.#tasks.dropAll();
    this.#reading.dropAll();
    this.#drafts.dropAll();
    this.#notices.dropAll();
    this.#connections.closeAll(CLOSE.forbidden, "You are no longer in this organization.");
    await this.#presence.left();
  }

  // ---- notices

  putNotice(notice: Notice, due: number): void {
    this.#notices.put(notice, due);
  }

  cancelNotice(key: string): void {
    this.#notices.cancel(key);
  }

  takeNotice(key: string, version: number): Promise<Taken | null> {
    return this.#notices.take(key, version);
  }

  noticeTold(key: string, version: number, on: ToldOn): void {
    this.#notices.told(key, version, on);
  }

  noticeDead(key: string, version: number): ChannelResult[] {
    return this.#notices.dead(key, version);
  }

  reviveNotice(key: string, version: number): Promise<boolean> {
    return this.#notices.revive(key, version);
  }

  decidedNotices(limit: number): DecidedNotice[] {
    return this.#notices.decided(limit);
  }

  testNotice(): void {
    this.#noticeChoices.test();
  }

  answerNotice(key: string, chosen: NoticeAnswer): Promise<void> {
    return this.#noticeChoices.answer(key, chosen);
  }

  noticeSettings(): NoticeSettings {
    return this.#noticeChoices.settings();
  }

  changeNoticeSettings(change: Partial<NoticeSettings>): NoticeSettings {
    return this.#noticeChoices.change(change);
  }

  noteNoticePush(origin: string | null): void {
    this.#noticeChoices.notePush(origin);
  }

  noticeChats(): ChatChannel[] {
    return this.#noticeChoices.chats();
  }

  addNoticeChat(chat: Omit<ChatRow, "off">): ChatChannel | null {
    return this.#noticeChoices.addChat(chat);
  }

  switchNoticeChatOff(id: string): void {
    this.#noticeChoices.switchChatOff(id);
  }

  removeNoticeChat(id: string): boolean {
    return this.#noticeChoices.removeChat(id);
  }

  /** The organization, its people or this person's role have changed. */
  tellOrganization(): void {
    this.#connections.broadcast(JSON.stringify({ type: "organization" } satisfies OrganizationFrame));
  }

  /** The organization is deleted: closes every socket (4403) and deletes everything. Idempotent. */
  async erase(): Promise<void> {
    this.#connections.closeAll(CLOSE.forbidden, "This organization has been deleted.");
    await this.#database.erase();
  }

  #tell(frame: Omit<InboxFrame, "type">): void {
    this.#connections.broadcast(encode(frame));
  }
}

function encode(frame: Omit<InboxFrame, "type">): string {
  return JSON.stringify({ type: "inbox", ...frame } satisfies InboxFrame);
}
