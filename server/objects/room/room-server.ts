import { type Connection, type ConnectionContext, Server, type WSMessage } from "partyserver";
import {
  isVisitorId,
  type AttachmentId,
  type GrantId,
  type LibraryId,
  type MessageId,
  type ShareId,
  type TurnId,
  type UserId,
} from "../../../shared/ids.ts";
import type {
  MessageList,
  MessageVersion,
  Page,
  RoomDetails,
  RoomMember,
  RoomTurn,
  ThreadList,
} from "../../../shared/api-rooms.ts";
import type { Attachment, FilesPage } from "../../../shared/attachments.ts";
import type { Citation } from "../../../shared/knowledge.ts";
import type { Conversation } from "../../../shared/widget.ts";
import { ALL_SCOPES, type Role } from "../../../shared/permissions.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { Message, RoomEvent } from "../../../shared/protocol/events.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import {
  type UnreadMessages,
  type InboxEntry,
  type OwnThread,
  PING,
  PONG,
} from "../../../shared/protocol/frames.ts";
import { moderateInput } from "../../ai/model/moderation.ts";
import { runAttemptWith } from "../../ai/attempt/run-attempt.ts";
import { findToolOfServers } from "../../ai/mcp/tools-of-servers.ts";
import { tools } from "../../ai/tools/index.ts";
import type { Tool } from "../../ai/contract/tool.ts";
import { findModerationPolicy } from "../../directory/agents.ts";
import type { MailedMessage, MailTaken } from "../../bindings/mailed-message.ts";
import type {
  AnswerSteps,
  CalledCommand,
  CommandTaken,
  HttpCaller,
  RoomAnswer,
} from "../../bindings/room-answers.ts";
import type { AddedMember, Download, ReadUpTo, RoomCalls } from "../../bindings/room-calls.ts";
import type { Env } from "../../bindings/env.ts";
import { inboxStub } from "../../bindings/object-stubs.ts";
import { type NoticeAsked, type NoticeMessages, noticeMessagesOf } from "../../rules/room/notice-messages.ts";
import { type UnreadAsked, unreadMessagesOf } from "../../rules/room/unread-messages.ts";
import { branchFor } from "../../rules/room/turns/branch-for.ts";
import { attachable } from "../../rules/room/attachments.ts";
import type { Caller } from "../../rules/room/actor.ts";
import { ruleOf } from "../../rules/room/commands/index.ts";
import type { Done, Effect } from "../../rules/room/effects.ts";
import type { PlaceInLine } from "../../../shared/support.ts";
import type { Look } from "../../rules/room/look.ts";
import type { Refusal } from "../../rules/room/errors.ts";
import type { BranchAsked } from "../../rules/room/history.ts";
import type { ThreadsAsked } from "../../rules/room/threads/list.ts";
import { inboxEntryOf } from "../../rules/room/inbox-entry.ts";
import {
  addMember,
  endShare,
  forgetNames,
  leaveOrganization,
  renameMember,
  setRole,
} from "../../rules/room/members.ts";
import { roomMigrations } from "../../rules/room/migrations.ts";
import { filesBefore } from "../../rules/room/message-files.ts";
import { type MessagesSince, messagesSince } from "../../rules/room/messages-since.ts";
import { type OwnMessage, ownMessages } from "../../rules/room/own-messages.ts";
import { judge } from "../../rules/room/moderation.ts";
import type { TaskPage } from "../../rules/room/room-tasks.ts";
import type { RoomSpec } from "../../rules/room/room-spec.ts";
import type { Origin } from "../../rules/room/origin.ts";
import { createRoom, handle, renewEpochIfRestored } from "../../rules/room/room.ts";
import { mayWrite, roleOf } from "../../rules/room/rows/member-row.ts";
import { findWritten } from "../../rules/room/messages/row.ts";
import { findRoom, kindOf, readRoom } from "../../rules/room/rows/room-row.ts";
import { type RoomHit, searchHits } from "../../rules/room/search-hits.ts";
import { type DeskNews, scheduleDesk, type UnreadAnswers } from "../../rules/room/desk-news.ts";
import { scheduleForgetting } from "../../rules/room/forgotten.ts";
import { type WantedOfRoom, scheduleHooks, setHooks, tellHooksSoon } from "../../rules/room/hooks.ts";
import { type HookedContent, type HookedRead, hookedContent } from "../../rules/room/hook-data.ts";
import { scheduleSearch, tellSearchSoon } from "../../rules/room/search-news.ts";
import { librariesOf } from "../../rules/room/restricted-answers.ts";
import { noteTaskNews } from "../../rules/room/task-news.ts";
import { roomSchedule, schedule } from "../../rules/room/tasks.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { Announced, AnnouncedFile, Taken } from "../../rules/room/uploads.ts";
import { CommandQueue } from "./command-queue.ts";
import { callerOf, senderOf } from "./caller-of.ts";
import { InputCheck } from "./input-check.ts";
import { KnownHeads } from "./known-heads.ts";
import { RunningTurns } from "./turns/running-turns.ts";
import { TurnKeeper } from "./turns/turn-keeper.ts";
import { Connections, isDevice, type OpenSocket, type SocketState } from "../../sockets/connections.ts";
import { Gate } from "../../sockets/gate.ts";
import { FrameRates } from "../../sockets/rates.ts";
import type { Room } from "./frames/room.ts";
import { roomProtocol } from "./frames/room-protocol.ts";
import { performEffects } from "./perform-effects.ts";
import { queuedFrom, reply } from "./reply.ts";
import { RoomComposer } from "./room-composer.ts";
import { RoomFiles } from "./room-files.ts";
import { RoomPresence } from "./room-presence.ts";
import { RoomRequests } from "./room-requests.ts";
import { RoomSupport } from "./room-support.ts";
import { roomTasks, type RoomTaskPorts } from "./room-tasks.ts";
import { hearWitness } from "../../rules/room/witness.ts";
import { Alarm } from "../../storage/alarm.ts";
import { Database } from "../../storage/database.ts";
import { nextBeat } from "../../storage/schedule.ts";

/**
 * One room: the shell around `server/rules/room/`. Name = room id.
 *
 * It parses a frame, runs the rules in one transaction, and performs the effects that they return. All state in memory can be rebuilt from
 * storage and from the open sockets, because an idle room hibernates.
 */
export class RoomServer extends Server<Env> implements RoomCalls {
  static override options = { hibernate: true };

  /** The tools of agents. Tests replace them. */
  static tools: readonly Tool[] = tools;

  readonly #database = new Database(this.ctx, { migrations: roomMigrations, wake: () => this.#wake() });
  readonly #store: SqlStore = this.#database.store;
  readonly #connections = new Connections((socket) => this.#gone(socket));
  readonly #presence = new RoomPresence(this.#connections);
  readonly #indexed: RoomTaskPorts["indexed"] = { position: null };
  readonly #alarm = new Alarm(
    this.ctx.storage,
    roomSchedule(this.#store),
    roomTasks({
      env: this.env,
      store: this.#store,
      connections: this.#connections,
      presence: this.#presence,
      sweepTurns: (now) => this.#keeper.sweep(this.#turns, now),
      expireDecision: (turn, now) => this.#keeper.expire(turn, now),
      endShare: (share) => this.endShare(share),
      suggestAfter: (turn) => this.#keeper.suggestAfter(turn),
      indexed: this.#indexed,
      heard: (witness) => void this.#heads.hear(witness),
      lastPong: (socket) => this.ctx.getWebSocketAutoResponseTimestamp(socket.connection),
    }),
  );
  readonly #heads = new KnownHeads({
    hear: (witness) => this.#transaction(() => hearWitness(this.#store, witness, this.#origin())),
    perform: (effects) => this.#perform(effects),
    askInbox: (user) => {
      const { id, organization } = readRoom(this.#store);
      return inboxStub(this.env, organization, user).headOf(id);
    },
    report: (error) => this.#report(error),
  });
  readonly #keeper = new TurnKeeper({
    env: this.env,
    store: this.#store,
    run: (work) => this.#run(work),
    isWatched: () => this.#connections.devices().length > 0,
  });
  readonly #turns: RunningTurns = new RunningTurns({
    env: this.env,
    store: this.#store,
    now: Date.now,
    transaction: (work) => this.ctx.storage.transactionSync(work),
    runAttempt: (attempt, ports) => runAttemptWith(RoomServer.tools)(attempt, ports),
    broadcast: (encoded, libraries, about) =>
      this.#connections.offer(
        encoded,
        ({ unreadable, user }) =>
          !unreadable?.some((id) => libraries.has(id)) && (about === "answer" || !isVisitorId(user)),
      ),
    finished: (attempt) => this.#keeper.finished(this.#turns, attempt),
  });
  readonly #check = new InputCheck({
    now: Date.now,
    mayWrite: (caller) => mayWrite(this.#store, caller),
    canHold: () => kindOf(this.#store) !== "direct",
    policy: () => findModerationPolicy(this.env.DB, readRoom(this.#store).organization),
    namesOf: (attachments, user) => {
      const files = attachable(this.#store, attachments, user);
      return "refused" in files ? [] : files.map(({ name }) => name);
    },
    verdict: (text) => moderateInput(this.env, text),
    mark: (command, user, moderation) =>
      this.#run((now) => {
        const written = findWritten(this.#store, command, user);
        return written === null
          ? { effects: [] }
          : judge(this.#store, { ...written, text: command.text, moderation }, { user, now });
      }),
  });
  readonly #commands = new CommandQueue({
    now: Date.now,
    prepare: (commands) => {
      if (commands.some(({ type }) => ruleOf(type).endsTurns)) this.#turns.settle();
    },
    transaction: (work) => this.#transaction(work),
    handle: (command, caller, now) =>
      this.#composer.around(command, () => handle(this.#store, command, caller, now)),
    perform: (effects) => this.#perform(effects),
    reportBug: (error) => this.#report(error),
  });

  readonly #composer: RoomComposer = new RoomComposer({
    now: Date.now,
    store: this.#store,
    connections: this.#connections,
    transaction: (work) => this.#database.transaction(work),
    send: (command, socket, ref, refused) =>
      this.#check.pass(command, senderOf(socket), {
        accept: (checked) =>
          this.#commands.add(queuedFrom(socket, ref, { caller: callerOf(socket), command: checked })),
        refuse: ({ refused: code, message }) => {
          refused();
          reply(socket, { type: "error", ref, code, message });
        },
      }),
  });

  readonly #files: RoomFiles = new RoomFiles({
    store: this.#store,
    change: (work) => {
      // Earlier commands may refer to the same file by its name, so they are decided first.
      this.#commands.flush();
      const result = this.#transaction(work);
      this.#alarm.arm(Date.now());
      return result;
    },
  });

  readonly #support = new RoomSupport({
    store: this.#store,
    connections: this.#connections,
    check: this.#check,
    commands: this.#commands,
    transaction: (work) => this.#database.transaction(work),
  });

  readonly #room: Room = {
    env: this.env,
    store: this.#store,
    connections: this.#connections,
    presence: this.#presence,
    typing: new Map(),
    commands: this.#commands,
    turns: this.#turns,
    check: this.#check,
    composer: this.#composer,
    toolNames: () => RoomServer.tools.map(({ name }) => name),
    findTool: async (name, asker) => {
      const { organization } = readRoom(this.#store);
      const own = RoomServer.tools.find((tool) => tool.name === name);
      return own ?? (await findToolOfServers(this.env, { organization, asker }, name));
    },
    arm: () => this.#alarm.arm(Date.now()),
    heard: (witness) => this.#heads.hear(witness),
    arrived: (user) => this.#heads.arrived(user),
    report: (error) => this.#report(error),
  };

  readonly #rates = new FrameRates();
  readonly #gate = new Gate(this.#connections, roomProtocol(this.#room), this.#rates);
  readonly #requests = new RoomRequests(this.#room, this.#rates);

  // ---- start of the object

  async #wake(): Promise<void> {
    this.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    this.#database.transaction(() => renewEpochIfRestored(this.#store, this.#origin()));
    this.#connections.restore(this.getConnections<SocketState>());
    // Turns that were running before this object started have no attempt any more.
    if (findRoom(this.#store) !== null) this.#sweepOnWaking();
    await this.#alarm.wake(Date.now());
  }

  /** A failed sweep does not prevent the room from opening; the alarm repeats it. */
  #sweepOnWaking(): void {
    try {
      this.#keeper.sweep(this.#turns, Date.now());
    } catch (error) {
      this.#report(error);
      schedule(this.#store, { task: "turns" }, nextBeat(Date.now()));
    }
  }

  override async onAlarm(): Promise<void> {
    await this.#alarm.ring(Date.now());
  }

  // ---- sockets

  override onConnect(connection: Connection<SocketState>, { request }: ConnectionContext): void {
    this.#heads.hearDirectory(request);
    this.#gate.connect(connection, request);
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

  /** Schedules a check, after the grace period, whether the person is still away. */
  #gone(socket: OpenSocket): void {
    const { state } = socket;
    if (state.device === null || !isDevice(state)) return;
    this.#composer.gone(socket);
    const until = this.#presence.lost(state.user, Date.now());
    schedule(this.#store, { task: "presence" }, until);
    this.#alarm.arm(Date.now());
  }

  // ---- called by the edge

  /** Creates the room if it does not exist; an existing room does not change. */
  ensureCreated(spec: RoomSpec): void {
    this.#run(() => createRoom(this.#store, spec, this.#origin()));
  }

  /** Adds a member through the organization (for example a new person to `#welcome`). Idempotent. */
  addMember(member: AddedMember): void {
    const { user, role, share } = member;
    this.#run((now) => addMember(this.#store, member, role, { user, now }, share));
  }

  join({ user, name }: { user: UserId; name: string }): boolean {
    if (findRoom(this.#store)?.is_public !== 1) return false;
    this.#run((now) => addMember(this.#store, { user, name }, "member", { user, now }));
    return true;
  }

  /** Sets a member's role as the organization decides it, for `#welcome`. Idempotent. */
  setRole(user: UserId, role: Role, by: UserId): void {
    this.#run((now) => setRole(this.#store, user, role, { user: by, now }));
  }

  isCreated(): boolean {
    return findRoom(this.#store) !== null;
  }

  roleOf(user: UserId): Role | null {
    return roleOf(this.#store, user);
  }

  /**
   * Marks everything up to `head` as read, or one thread, as requested by the person's inbox. Returns the new entry; null for a person who is
   * no longer a member. Idempotent.
   */
  markRead(user: UserId, { epoch, head: seq, private: isPrivate, thread }: ReadUpTo): InboxEntry | null {
    const room = findRoom(this.#store);
    if (room === null) return null;
    // Seqs of two epochs cannot be compared.
    if (room.epoch !== epoch) return inboxEntryOf(this.#store, user);
    this.#commands.flush();
    const command =
      thread === undefined
        ? ({ type: "read", seq, private: isPrivate, threads: true } as const)
        : ({ type: "thread.read", target: thread, seq } as const);
    const outcome = this.#transaction(() =>
      handle(this.#store, command, { user, scopes: ALL_SCOPES }, Date.now()),
    );
    if ("effects" in outcome) this.#perform(outcome.effects);
    return inboxEntryOf(this.#store, user);
  }

  /** The room's inbox entry for this person; null if they are not a member. */
  inboxEntry(user: UserId): InboxEntry | null {
    return findRoom(this.#store) === null ? null : inboxEntryOf(this.#store, user);
  }

  /** What this person may be told of outside of the app, as it stands now; null if they are not a member. */
  noticeMessages(user: UserId, asked: NoticeAsked): NoticeMessages | null {
    return findRoom(this.#store) === null ? null : noticeMessagesOf(this.#store, user, asked);
  }

  /** The messages that this person's badge of the room counts; null if they are not a member. */
  unreadMessages(user: UserId, asked: UnreadAsked): UnreadMessages | null {
    if (findRoom(this.#store) === null) return null;
    this.#commands.flush();
    return unreadMessagesOf(this.#store, user, asked);
  }

  // ---- what members do over HTTP

  command(caller: HttpCaller, command: CalledCommand): Promise<RoomAnswer<CommandTaken>> {
    return this.#requests.command(caller, command);
  }

  details(caller: Caller): RoomAnswer<RoomDetails> {
    return this.#requests.details(caller);
  }

  members(user: UserId, after: UserId | null, limit: number): RoomAnswer<Page<RoomMember, UserId>> {
    return this.#requests.members(user, after, limit);
  }

  member(user: UserId, asked: UserId): RoomAnswer<{ member: RoomMember | null }> {
    return this.#requests.member(user, asked);
  }

  messages(
    caller: HttpCaller,
    before: Seq | null,
    limit: number,
    asked?: BranchAsked,
  ): RoomAnswer<MessageList> {
    return this.#requests.messages(caller, before, limit, asked);
  }

  message(caller: HttpCaller, seq: Seq): RoomAnswer<{ message: Message | null }> {
    return this.#requests.message(caller, seq);
  }

  pinned(caller: HttpCaller): RoomAnswer<{ items: Message[] }> {
    return this.#requests.pinned(caller);
  }

  versions(caller: HttpCaller, seq: Seq): RoomAnswer<{ items: MessageVersion[] }> {
    return this.#requests.versions(caller, seq);
  }

  tasks(caller: HttpCaller, state: "open" | "ended", after: string | null): RoomAnswer<TaskPage> {
    return this.#requests.tasks(caller, state, after);
  }

  threads(caller: HttpCaller, asked: ThreadsAsked): RoomAnswer<ThreadList> {
    return this.#requests.threads(caller, asked);
  }

  thread(user: UserId, root: Seq): RoomAnswer<OwnThread> {
    return this.#requests.thread(user, root);
  }

  turn(user: UserId, turn: TurnId): RoomAnswer<{ turn: RoomTurn | null }> {
    return this.#requests.turn(user, turn);
  }

  log(user: UserId, part: { since: Seq; upTo: Seq }, unreadable: LibraryId[]): RoomEvent[] | null {
    return this.#requests.log(user, part, unreadable);
  }

  steps(caller: HttpCaller, target: Seq): RoomAnswer<AnswerSteps> {
    return this.#requests.steps(caller, target);
  }

  /** The libraries that these answers are built on. */
  librariesOf(answers: Seq[]): LibraryId[] {
    return librariesOf(this.#store, answers);
  }

  /** Messages after a person's position in the room. The caller must have checked that they are a member. */
  messagesSince(since: Seq, unreadable: LibraryId[], turn: TurnId | null = null): MessagesSince {
    return messagesSince(this.#store, since, unreadable, branchFor(this.#store, turn));
  }

  /** What the room shows of messages that a search has found; null if the person is not a member. Without a person: for the desk. */
  searchHits(
    user: UserId | null,
    hits: { seq: Seq; version: number }[],
    unreadable: LibraryId[],
    model?: { turn: TurnId | null },
  ): RoomHit[] | null {
    if (findRoom(this.#store) === null) return null;
    this.#commands.flush();
    const path = model === undefined ? null : branchFor(this.#store, model.turn);
    return searchHits(this.#store, user, hits, unreadable, path);
  }

  /** The message index does not know this room, or knows it by an older analyser. */
  tellSearch(): void {
    if (findRoom(this.#store) === null) return;
    this.#indexed.position = null;
    tellSearchSoon(this.#store, Date.now());
    this.#alarm.arm(Date.now());
  }

  // ---- webhooks

  /** What webhooks want to know of this room from now on. Idempotent. */
  setHooks(wanted: WantedOfRoom): void {
    if (findRoom(this.#store) === null) return;
    this.#commands.flush();
    const now = Date.now();
    this.#database.transaction(() => {
      setHooks(this.#store, wanted);
      // What has happened since the webhook was made.
      if (wanted.hooks.length > 0) tellHooksSoon(this.#store, now);
    });
    this.#alarm.arm(now);
  }

  /** The content of an event for a webhook as it stands now; null if there is nothing to send. */
  hookedContent(read: HookedRead): HookedContent | null {
    this.#commands.flush();
    return hookedContent(this.#store, read);
  }

  // ---- the desk

  /** The desk tells the visitor's place in line. `requestedAt` says which waiting it belongs to. Idempotent. */
  tellLine(requestedAt: number, line: PlaceInLine): void {
    this.#support.tellLine(requestedAt, line);
  }

  /** What supporters have answered and the visitor has not read; null if there is no visitor. */
  unreadAnswers(): UnreadAnswers | null {
    return this.#support.unreadAnswers();
  }

  hasMessage(user: UserId, id: MessageId): boolean {
    return this.#support.hasMessage(user, id);
  }

  /** A visitor's message that came by mail. The caller must have checked that the mail is the visitor's. Idempotent by the message's id. */
  takeMail(visitor: UserId, message: MailedMessage): Promise<MailTaken | Refusal> {
    return this.#support.takeMail(visitor, message);
  }

  /** How the conversation stands, for who answers visitors and is no member. The caller must have checked that they may. */
  look(before: Seq | null): Look | null {
    return this.#support.look(before);
  }

  /** The desk asks for everything, because it does not know this conversation. */
  deskNews(): DeskNews | null {
    return this.#support.deskNews();
  }

  /** The conversation as this visitor's list shows it; null for anybody else. */
  conversationOf(user: UserId): Conversation | null {
    return this.#support.conversationOf(user);
  }

  citationIn(user: UserId, cited: { target: Seq; n: number; unreadable: LibraryId[] }): Citation | null {
    return this.#support.citationIn(user, cited);
  }

  // ---- files: separate calls and no RPC object, because an upload may take longer than the room stays in memory

  announceUpload(caller: Caller, file: AnnouncedFile): Announced {
    return this.#files.announce(caller, file);
  }

  takeUpload(caller: Caller, object: string, file: Attachment): Taken {
    return this.#files.take(caller, object, file);
  }

  breakUpload(user: UserId, object: string): void {
    this.#files.breakOff(user, object);
  }

  removeWaiting(caller: Caller, id: AttachmentId): Refusal | null {
    return this.#files.remove(caller, id);
  }

  waitingAttachments(user: UserId): Attachment[] {
    return this.#files.waiting(user);
  }

  filesBefore(before: Seq | null): FilesPage {
    return filesBefore(this.#store, before);
  }

  findDownload(caller: Caller, id: AttachmentId): Download | null {
    return this.#files.find(caller, id);
  }

  /** Removes members who joined only by this link, and closes their sockets (4403). Idempotent. */
  endShare(share: ShareId): void {
    this.#run((now) => endShare(this.#store, share, now));
  }

  /** Removes a person who left the organization, and closes their sockets (4403). Idempotent. */
  removePerson(user: UserId): void {
    this.#run((now) => leaveOrganization(this.#store, user, now));
  }

  /** The person has deleted the account: removes them, and every name of theirs. Idempotent. */
  forgetPerson(user: UserId): void {
    this.#run((now) => leaveOrganization(this.#store, user, now));
    this.#run((now) => forgetNames(this.#store, user, now));
  }

  /** Gives a member the name that the directory has. Idempotent. */
  renameMember(user: UserId, name: string): void {
    if (findRoom(this.#store) !== null) this.#run((now) => renameMember(this.#store, user, name, now));
  }

  ownMessages(user: UserId, after: Seq, limit: number): OwnMessage[] {
    return findRoom(this.#store) === null ? [] : ownMessages(this.#store, user, after, limit);
  }

  /** Closes the sockets that this grant opened (4401). Idempotent. */
  endGrant(grant: GrantId): void {
    this.#connections.endGrant(grant);
  }

  /** Its organization is deleted: ends all turns, closes all sockets (4404) and deletes everything. Idempotent. */
  async erase(): Promise<void> {
    for (const turn of this.#turns.alive()) this.#turns.end(turn);
    this.#connections.closeAll(CLOSE.notFound, "This room has been deleted.");
    this.#composer.forget();
    await this.#database.erase();
  }

  #run(work: (now: number) => Done | Refusal): void {
    this.#commands.flush();
    this.#turns.settle();
    const now = Date.now();
    const outcome = this.#database.transaction(() => {
      const result = work(now);
      if ("effects" in result && result.effects.length > 0)
        schedule(this.#store, { task: "inboxes" }, nextBeat(now));
      if ("effects" in result) scheduleSearch(this.#store, result.effects, now);
      if ("effects" in result && result.effects.length > 0) scheduleDesk(this.#store, result.effects, now);
      if ("effects" in result) scheduleHooks(this.#store, result.effects, now);
      if ("effects" in result) scheduleForgetting(this.#store, result.effects, now);
      if ("effects" in result) noteTaskNews(this.#store, result.effects, now);
      return result;
    });
    if ("refused" in outcome) throw new Error(outcome.message);
    if (outcome.effects.length > 0) this.#perform([...outcome.effects, { type: "arm" }]);
  }

  #transaction<Result>(work: () => Result): Result {
    try {
      return this.#database.transaction(work);
    } catch (error) {
      this.#composer.forget();
      throw error;
    }
  }

  #perform(effects: readonly Effect[]): void {
    if (effects.some(({ type }) => type === "startTurn")) this.#keeper.stopSuggesting();
    performEffects(effects, {
      store: this.#store,
      connections: this.#connections,
      presence: this.#presence,
      turns: this.#turns,
      composer: this.#composer,
      arm: () => this.#alarm.arm(Date.now()),
    });
  }

  #report(error: unknown): void {
    console.error("room", this.name, error);
  }

  #origin(): Origin {
    return {
      generation: this.env.RESTORE_GENERATION,
      newEpoch: () => crypto.randomUUID(),
      now: Date.now(),
    };
  }
}
