import type { Attachment } from "../../shared/attachments.ts";
import type { AgentId, MessageId, RoomId, TurnId, UserId } from "../../shared/ids.ts";
import type { Posting, Role } from "../../shared/permissions.ts";
import type { Seq } from "../../shared/protocol/events.ts";
import type { Activity, ReadReceipts } from "../../shared/protocol/frames.ts";
import type { CallId, Step } from "../../shared/protocol/steps.ts";
import type { ToolPolicy } from "../../shared/tool-policy.ts";
import type { ContextReceipt, PromptPolicy, Vote } from "../../shared/protocol/turns.ts";
import type { RatingStep } from "../../shared/support.ts";
import { oldestSeq } from "../../shared/room-view.ts";
import type { RoomView } from "../../shared/room-view.ts";
import { CLOSE } from "../../shared/protocol/codes.ts";
import { Listeners } from "./listeners.ts";
import { ParleyError } from "./parley-error.ts";
import type { Answer, Request } from "./requests.ts";
import type { ResolvedOptions } from "./resolve-options.ts";
import type { RoomRequests, SocketPlugin } from "./room-channel.ts";
import { RoomSession } from "./room-session.ts";
import type {
  ConnectionState,
  Decision,
  EventsListener,
  Naming,
  NewMessage,
  OutboxEntry,
  Room,
  StepListener,
  TakeBack,
} from "./types.ts";

type Question = "heldMessage" | "contextReceipt" | "steps" | "readReceipts";

/** An open dialogue with a room. Its threads share it. */
export interface Opened {
  session: RoomSession;
  listeners: Listeners;
}

/** One open room for its user: a person's actions, translated to calls of the session. */
export class OpenRoom implements Room {
  readonly id: RoomId;
  readonly #onClose: () => void;
  readonly #listeners: Listeners;
  readonly #session: RoomSession;

  /** Opens a room, or a part of one that is open. */
  constructor(id: RoomId, from: ResolvedOptions | Opened, onClose: () => void) {
    this.id = id;
    this.#onClose = onClose;
    const isPart = "session" in from;
    this.#listeners = isPart ? from.listeners : new Listeners();
    this.#session = isPart ? from.session : new RoomSession(id, from, () => this.#listeners.notify());
  }

  /** For the threads of the room. */
  get opened(): Opened {
    return { session: this.#session, listeners: this.#listeners };
  }

  get isCurrent(): boolean {
    return this.#session.feed.isCurrent;
  }

  get view(): RoomView | null {
    return this.#session.feed.view;
  }

  get outbox(): readonly OutboxEntry[] {
    return this.#session.outbox.entries;
  }

  get connection(): ConnectionState {
    return this.#session.connection.state;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  // ---- messages

  async send(message: NewMessage): Promise<MessageId> {
    const id = await this.#session.outbox.write(message);
    this.#session.typing.sent();
    return id;
  }

  retry(id: MessageId): Promise<void> {
    return this.#session.outbox.retry(id);
  }

  discard(id: MessageId, keep?: TakeBack): Promise<void> {
    return this.#session.outbox.discard(id, keep);
  }

  // ---- commands

  edit(target: Seq, version: number, text: string, naming: Naming = {}): Promise<void> {
    return this.#do({ type: "edit", target, version, text, ...naming });
  }

  delete(target: Seq): Promise<void> {
    return this.#do({ type: "delete", target });
  }

  react(target: Seq, emoji: string, on: boolean): Promise<void> {
    return this.#do({ type: "react", target, emoji, on });
  }

  invite(user: UserId, role: Role = "member"): Promise<void> {
    return this.#do({ type: "invite", user, role });
  }

  remove(user: UserId): Promise<void> {
    return this.#do({ type: "remove", user });
  }

  async leave(): Promise<void> {
    try {
      await this.#do({ type: "leave" });
    } catch (error) {
      // The room closes the socket of a person who left, perhaps before the answer arrives.
      if (!(error instanceof ParleyError && this.#isNoLongerMine())) throw error;
    }
  }

  changeRole(user: UserId, role: Role): Promise<void> {
    return this.#do({ type: "role", user, role });
  }

  rename(name: string): Promise<void> {
    return this.#do({ type: "rename", name });
  }

  setTopic(topic: string): Promise<void> {
    return this.#do({ type: "topic", topic });
  }

  setPosting(posting: Posting): Promise<void> {
    return this.#do({ type: "posting", posting });
  }

  setVisibility(isPublic: boolean): Promise<void> {
    return this.#do({ type: "visibility", isPublic });
  }

  pin(target: Seq, on: boolean): Promise<void> {
    return this.#do({ type: "pin", target, on });
  }

  movePin(target: Seq, before: Seq | null): Promise<void> {
    return this.#do({ type: "pin.move", target, before });
  }

  // ---- the AI

  ask(target: Seq, by: { agent?: AgentId; model?: string } = {}): Promise<void> {
    return this.#do({ type: "ask", target, ...by });
  }

  continueAnswer(target: Seq): Promise<void> {
    return this.#do({ type: "ask", target, continue: true });
  }

  stop(turn: TurnId): Promise<void> {
    return this.#do({ type: "stop", turn });
  }

  move(turn: TurnId, before: TurnId | null): Promise<void> {
    return this.#do({ type: "move", turn, before });
  }

  merge(turn: TurnId, into: TurnId): Promise<void> {
    return this.#do({ type: "merge", turn, into });
  }

  choose(target: Seq): Promise<void> {
    return this.#do({ type: "choose", target });
  }

  vote(target: Seq, vote: Vote | null): Promise<void> {
    return this.#do({ type: "vote", target, vote });
  }

  decide(call: CallId, decision: Decision): Promise<void> {
    return this.#do({ type: "decide", call, ...decision });
  }

  setPolicy(tool: string, policy: ToolPolicy): Promise<void> {
    return this.#do({ type: "policy", tool, policy });
  }

  setPromptPolicy(policy: PromptPolicy): Promise<void> {
    return this.#do({ type: "promptPolicy", policy });
  }

  takeOver(on: boolean): Promise<void> {
    return this.#do({ type: "takeover", on });
  }

  requestPerson(instead?: UserId): Promise<void> {
    return this.#do({ type: "support.request", ...(instead !== undefined && { instead }) });
  }

  withdrawRequest(): Promise<void> {
    return this.#do({ type: "support.withdraw" });
  }

  handBack(): Promise<void> {
    return this.#do({ type: "support.handBack" });
  }

  closeConversation(): Promise<void> {
    return this.#do({ type: "support.close" });
  }

  rate(step: RatingStep | null, comment?: string): Promise<void> {
    return this.#do({ type: "support.rate", step, ...(comment !== undefined && { comment }) });
  }

  setAi(target: Seq, ai: "never" | "allowed"): Promise<void> {
    return this.#do({ type: "ai", target, ai });
  }

  moderate(target: Seq, decision: "release" | "retract"): Promise<void> {
    return this.#do({ type: "moderate", target, decision });
  }

  async heldText(target: Seq): Promise<string> {
    return (await this.held(target)).text;
  }

  async held(target: Seq): Promise<{ text: string; attachments: readonly Attachment[] }> {
    const { text, attachments = [] } = await this.#question("heldMessage", target);
    return { text, attachments };
  }

  async receipt(target: Seq): Promise<ContextReceipt> {
    return (await this.#question("contextReceipt", target)).receipt;
  }

  async steps(target: Seq): Promise<{ attempt: number; steps: readonly Step[] }> {
    const { attempt, steps } = await this.#question("steps", target);
    return { attempt, steps };
  }

  onEvents(listener: EventsListener): () => void {
    const { eventsListeners } = this.#session;
    eventsListeners.add(listener);
    return () => void eventsListeners.delete(listener);
  }

  onStep(listener: StepListener): () => void {
    return this.#session.onStep(listener);
  }

  async receipts(target: Seq): Promise<ReadReceipts> {
    return (await this.#question("readReceipts", target)).receipts;
  }

  // ---- history

  get peeked(): RoomView | null {
    return this.#session.feed.peek.view;
  }

  peek(through: Seq): Promise<void> {
    return this.#session.feed.peek.open(through);
  }

  endPeek(): void {
    this.#session.feed.peek.close();
  }

  show(branch: Seq): Promise<void> {
    return this.#do({ type: "show", branch });
  }

  async loadOlder(): Promise<boolean> {
    if (this.peeked !== null) return this.#session.feed.peek.loadOlder();
    const view = this.view;
    if (view === null || !view.more) return false;
    const before = oldestSeq(view);
    await this.#session.requests.ask({ type: "history", before }, (answer) => {
      if (answer.type === "page") this.#session.feed.prepend(answer.page, before, view);
    });
    return this.view?.more ?? false;
  }

  // ---- signals

  markRead(seq: Seq): void {
    const view = this.view;
    if (view !== null) this.#session.read.read(Math.min(seq, view.head));
  }

  typing(): void {
    this.#session.typing.key();
  }

  setActivity(state: Activity): void {
    this.#session.setActivity(state);
  }

  // ---- plugins on the socket

  attach(plugin: SocketPlugin): () => void {
    return this.#session.plugins.attach(plugin);
  }

  get requests(): RoomRequests {
    return this.#session.roomRequests;
  }

  setOnline(online: boolean): void {
    this.#session.connection.setOnline(online);
  }

  stopForOtherPerson(): void {
    this.#session.connection.stopForOtherPerson();
  }

  close(): void {
    this.#session.close();
    this.#onClose();
  }

  async #do(request: Request): Promise<void> {
    await this.#session.requests.ask(request);
  }

  /** The answer has the type of its question. */
  async #question<Type extends Question>(type: Type, target: Seq): Promise<Extract<Answer, { type: Type }>> {
    const answer = await this.#session.requests.ask({ type, target });
    if (isOf(type, answer)) return answer;
    throw new ParleyError("internal", "The room sent an unexpected answer.");
  }

  #isNoLongerMine(): boolean {
    const state = this.connection;
    return state.type === "stopped" && (state.code === CLOSE.forbidden || state.code === CLOSE.notFound);
  }
}

function isOf<Type extends Question>(type: Type, answer: Answer): answer is Extract<Answer, { type: Type }> {
  return answer.type === type;
}
