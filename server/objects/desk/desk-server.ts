import { type Connection, type ConnectionContext, Server, type WSMessage } from "partyserver";
import type { CannedAnswer, CannedChange, CannedWords } from "../../../shared/canned.ts";
import type {
  AnsweringFrame,
  ConversationChange,
  DeskConversation,
  DeskNote,
  DeskSettings,
} from "../../../shared/desk.ts";
import type { GrantId, OrganizationId, RoomId, UserId, WidgetId } from "../../../shared/ids.ts";
import type { CountedMetrics } from "../../../shared/desk-metrics.ts";
import { PRESENCE_SWEEP } from "../../../shared/limits.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { PING, PONG } from "../../../shared/protocol/frames.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { DeskCalls, DeskPerson, DeskView, PeopleAtDesk } from "../../bindings/desk-calls.ts";
import type { DeskFound, DeskSearch } from "../../bindings/desk-search.ts";
import type { Env } from "../../bindings/env.ts";
import type { AnswerTerms } from "../../rules/desk/answer-clock.ts";
import {
  addCanned,
  type CannedOutcome,
  changeCanned,
  deleteCanned,
  listCanned,
} from "../../rules/desk/canned.ts";
import { changeConversation } from "../../rules/desk/change.ts";
import { closedBefore, findConversation, findRow, ofVisitor } from "../../rules/desk/conversations.ts";
import { countQueues } from "../../rules/desk/counts.ts";
import { openDesk, readDesk, setByTurns, settingsOf } from "../../rules/desk/desk.ts";
import { forgetConversation } from "../../rules/desk/forget.ts";
import { setTerms } from "../../rules/desk/keep-clock.ts";
import { usualMinutes } from "../../rules/desk/line.ts";
import { deskMigrations } from "../../rules/desk/migrations.ts";
import { type MetricsQuestion, readMetrics } from "../../rules/desk/metrics/read-metrics.ts";
import { addNote, deleteNote, type NewNote, notesOf } from "../../rules/desk/notes.ts";
import {
  dropSupporter,
  listSupporters,
  nameOf,
  noteSupporter,
  setAway,
} from "../../rules/desk/supporters.ts";
import { takeNews } from "../../rules/desk/take-news.ts";
import { assignWaiting } from "../../rules/desk/turns.ts";
import { deskSchedule } from "../../rules/desk/tasks.ts";
import type { DeskNews } from "../../rules/room/desk-news.ts";
import { findConversations } from "../../search/desk/find-conversations.ts";
import { indexChanged, isBehind } from "../../search/desk/index-conversations.ts";
import { Connections, type SocketState } from "../../sockets/connections.ts";
import { Gate } from "../../sockets/gate.ts";
import { Alarm } from "../../storage/alarm.ts";
import { Database } from "../../storage/database.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { DeskNewsTeller } from "./desk-news-teller.ts";
import { deskProtocol } from "./desk-protocol.ts";
import { deskTasks } from "./desk-tasks.ts";
import { findWidgets } from "./find-widgets.ts";

/** Past conversations of a visitor, and closed ones of a page. */
const PAST = 20;
const PAGE = 50;
/** Conversations whose words are indexed in one step. */
const INDEXED_TOGETHER = 200;

/** The desk of one organization: its conversations with visitors as supporters see them. Name = organization id. */
export class DeskServer extends Server<Env> implements DeskCalls {
  static override options = { hibernate: true };

  readonly #database = new Database(this.ctx, { migrations: deskMigrations, wake: () => this.#wake() });
  readonly #store: SqlStore = this.#database.store;
  readonly #schedule = deskSchedule(this.#store);
  readonly #connections = new Connections(() => this.#peopleChanged());
  readonly #teller = new DeskNewsTeller(this.#store, this.#connections);
  readonly #alarm = new Alarm(
    this.ctx.storage,
    this.#schedule,
    deskTasks({
      env: this.env,
      store: this.#store,
      connections: this.#connections,
      change: (work) => this.#change(work),
      index: () => this.#database.transaction(() => indexChanged(this.#store, INDEXED_TOGETHER)),
      dismiss: (user) => this.dismiss(user),
      lastPong: (socket) => this.ctx.getWebSocketAutoResponseTimestamp(socket.connection),
    }),
    32,
  );
  readonly #gate = new Gate(
    this.#connections,
    deskProtocol({
      teller: this.#teller,
      came: () => this.#change(() => this.#assignWaiting()),
      away: (user, on) =>
        this.#change(() => {
          setAway(this.#store, user, on);
          this.#assignWaiting();
        }),
      answering: (room, user, on) => this.#answering(room, user, on),
      report: (error) => console.error("desk", this.name, error),
    }),
  );

  async #wake(): Promise<void> {
    this.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    this.#database.transaction(() => openDesk(this.#store, () => crypto.randomUUID()));
    this.#teller.woke();
    this.#connections.restore(this.getConnections<SocketState>());
    if (isBehind(this.#store)) this.#schedule.put({ task: "index" }, Date.now());
    await this.#alarm.wake(Date.now());
  }

  // ---- sockets

  override onConnect(connection: Connection<SocketState>, { request }: ConnectionContext): void {
    this.#schedule.put({ task: "look" }, Date.now() + PRESENCE_SWEEP);
    this.#alarm.arm(Date.now());
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

  override async onAlarm(): Promise<void> {
    await this.#alarm.ring(Date.now());
  }

  #peopleChanged(): void {
    this.#teller.tell(Date.now());
  }

  #assignWaiting(): void {
    assignWaiting(this.#store, this.#teller.here(), Date.now());
  }

  #answering(room: RoomId, user: UserId, on: boolean): void {
    const name = nameOf(this.#store, user);
    if (name === null) return;
    const frame: AnsweringFrame = { type: "answering", room, user, name, on };
    this.#connections.offer(JSON.stringify(frame), (state) => state.user !== user);
  }

  /** Runs the work in a transaction, tells every supporter what it has changed, and sets the alarm. */
  #change<Result>(work: () => Result): Result {
    const result = this.#database.transaction(() => {
      const done = work();
      if (indexChanged(this.#store, INDEXED_TOGETHER)) this.#schedule.put({ task: "index" }, Date.now());
      return done;
    });
    this.#teller.tell(Date.now());
    this.#alarm.arm(Date.now());
    return result;
  }

  // ---- called by rooms and the edge

  take(news: DeskNews): void {
    const now = Date.now();
    this.#change(() => takeNews(this.#store, news, now, this.#teller.here()));
  }

  people(): PeopleAtDesk {
    const here = listSupporters(this.#store, this.#teller.here()).filter(({ away }) => !away);
    return {
      here: here.length,
      names: here.slice(0, 3).map(({ name }) => name),
      answerMinutes: usualMinutes(this.#store, Date.now()),
    };
  }

  countWaiting(): number {
    const nobody = "" as UserId;
    return countQueues(this.#store, nobody, Date.now()).new;
  }

  view(room: RoomId): DeskView | null {
    const conversation = findConversation(this.#store, room);
    if (conversation === null) return null;
    const { visitor } = conversation;
    const past = visitor === null ? [] : ofVisitor(this.#store, visitor.id, room, PAST);
    return { conversation, notes: notesOf(this.#store, room), past };
  }

  closedBefore(before: number | null): DeskConversation[] {
    return closedBefore(this.#store, before, PAGE);
  }

  search(search: DeskSearch): { found: DeskFound[]; more: boolean } {
    this.#database.transaction(() => indexChanged(this.#store, INDEXED_TOGETHER));
    return findConversations(this.#store, search);
  }

  conversations(rooms: RoomId[]): DeskConversation[] {
    return rooms.flatMap((room) => findConversation(this.#store, room) ?? []);
  }

  change(
    room: RoomId,
    change: ConversationChange,
    people: DeskPerson[],
    origin: string,
  ): DeskConversation | null {
    for (const person of people) this.#noteOrigin(person, origin);
    this.#change(() => changeConversation(this.#store, room, change, Date.now()));
    return findConversation(this.#store, room);
  }

  addNote(room: RoomId, note: NewNote): DeskNote | null {
    return this.#change(() => addNote(this.#store, room, note, Date.now()));
  }

  deleteNote(room: RoomId, id: string, by: UserId): "deleted" | "other" {
    return this.#change(() => deleteNote(this.#store, room, id, by));
  }

  setSettings({ byTurns }: DeskSettings): DeskSettings {
    this.#change(() => {
      setByTurns(this.#store, byTurns);
      this.#assignWaiting();
    });
    return settingsOf(this.#store);
  }

  canned(): CannedAnswer[] {
    return listCanned(this.#store);
  }

  addCanned(id: string, words: CannedWords, by: string): CannedOutcome {
    return this.#database.transaction(() => addCanned(this.#store, id, words, by, Date.now()));
  }

  changeCanned(id: string, change: CannedChange, by: string): CannedOutcome {
    return this.#database.transaction(() => changeCanned(this.#store, id, change, by, Date.now()));
  }

  deleteCanned(id: string): boolean {
    return deleteCanned(this.#store, id);
  }

  setTerms(widget: WidgetId, terms: AnswerTerms): void {
    this.#change(() => setTerms(this.#store, widget, terms, Date.now()));
  }

  async metrics(question: MetricsQuestion): Promise<CountedMetrics> {
    const now = Date.now();
    if (question.widget !== null) await findWidgets(this.env, this.#store, question, now);
    return readMetrics(this.#store, question, now);
  }

  forget(room: RoomId): void {
    this.#change(() => {
      forgetConversation(this.#store, room);
      this.#schedule.put({ task: "lines" }, Date.now());
    });
  }

  mailedUpTo(room: RoomId): Seq {
    return findRow(this.#store, room)?.mailed_up_to ?? 0;
  }

  noteOrigin(organization: OrganizationId, person: DeskPerson, origin: string): void {
    this.#store.run("UPDATE desk SET organization = ?", organization);
    this.#noteOrigin(person, origin);
  }

  #noteOrigin(person: DeskPerson, origin: string): void {
    noteSupporter(this.#store, person);
    if (readDesk(this.#store).origin !== origin) this.#store.run("UPDATE desk SET origin = ?", origin);
  }

  endGrant(grant: GrantId): void {
    this.#connections.endGrant(grant);
  }

  dismiss(user: UserId): void {
    for (const socket of this.#connections.ofPerson(user))
      this.#connections.close(socket, CLOSE.forbidden, "You can no longer answer visitors here.");
    this.#change(() => dropSupporter(this.#store, user));
  }

  async erase(): Promise<void> {
    this.#connections.closeAll(CLOSE.forbidden, "This organization has been deleted.");
    await this.#database.erase();
    this.#database.transaction(() => openDesk(this.#store, () => crypto.randomUUID()));
    this.#teller.woke();
  }
}
