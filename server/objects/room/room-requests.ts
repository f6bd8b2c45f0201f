/** What members do in a room over HTTP. It goes the way of frames: the same limits, preparations, queue and rules. */
import type {
  MessageVersion,
  Page,
  RoomDetails,
  RoomMember,
  RoomTurn,
  ThreadList,
} from "../../../shared/api-rooms.ts";
import { isAgentId, isVisitorId, type LibraryId, type TurnId, type UserId } from "../../../shared/ids.ts";
import type { Message, RoomEvent } from "../../../shared/protocol/events.ts";
import type { OwnThread } from "../../../shared/protocol/frames.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type {
  AnswerSteps,
  CalledCommand,
  CallRefusal,
  CommandTaken,
  HttpCaller,
  RoomAnswer,
} from "../../bindings/room-answers.ts";
import type { Caller } from "../../rules/room/actor.ts";
import { type BranchAsked, logBetween, messagePage, readMessage } from "../../rules/room/history.ts";
import { answersBuiltOn, restrictEvents, restrictMessage } from "../../rules/room/restricted-answers.ts";
import { refuse } from "../../rules/room/errors.ts";
import { findMember, membersAfter, roleOf } from "../../rules/room/rows/member-row.ts";
import { pinned } from "../../rules/room/pins.ts";
import { versionsOfMessage } from "../../rules/room/versions.ts";
import { findRoom } from "../../rules/room/rows/room-row.ts";
import { answersTo, findTurn, toRoomTurn } from "../../rules/room/rows/turn-row.ts";
import { findCall } from "../../rules/room/turns/write-steps.ts";
import { type TaskPage, taskPage } from "../../rules/room/room-tasks.ts";
import { roomDetails } from "../../rules/room/standing.ts";
import { followedThreads, type ThreadsAsked } from "../../rules/room/threads/list.ts";
import { threadRoot } from "../../rules/room/threads/root.ts";
import { ownThread } from "../../rules/room/threads/unread.ts";
import { type FrameRates, type RateKind, TOO_OFTEN } from "../../sockets/rates.ts";
import { answerSteps } from "./answer-steps.ts";
import type { Outcome } from "./command-queue.ts";
import { rateOfCommand } from "./frames/commands.ts";
import type { Room } from "./frames/room.ts";
import { prepare } from "./prepare/index.ts";

export class RoomRequests {
  readonly #room: Room;
  readonly #rates: FrameRates;

  constructor(room: Room, rates: FrameRates) {
    this.#room = room;
    this.#rates = rates;
  }

  async command(caller: HttpCaller, command: CalledCommand): Promise<RoomAnswer<CommandTaken>> {
    if (!this.#isMember(caller.user)) return null;
    const tooOften = this.#refuseTooOften(rateOfCommand(command, this.#room), caller.user);
    if (tooOften !== null) return tooOften;
    const outcome = await this.#decide(command, caller);
    if ("refused" in outcome) return outcome;
    const events = outcome.effects.flatMap((effect) => (effect.type === "publish" ? [effect.event] : []));
    const about = command.type === "send" ? outcome.seq : "target" in command ? command.target : undefined;
    return {
      seq: outcome.seq ?? null,
      events: restrictEvents(events, this.#hiddenFrom(caller)),
      message: about === undefined ? null : this.#message(about, caller),
      turns: this.#turnsAbout(command, events, outcome.seq),
    };
  }

  details(caller: Caller): RoomAnswer<RoomDetails> {
    return this.#read(caller.user, () => roomDetails(this.#room.store, caller));
  }

  members(user: UserId, after: UserId | null, limit: number): RoomAnswer<Page<RoomMember, UserId>> {
    return this.#read(user, () => {
      const found = membersAfter(this.#room.store, after, limit + 1);
      const items = found.slice(0, limit).map((member) => ({ ...member, kind: kindOfMember(member.user) }));
      return { items, next: found.length > limit ? (items.at(-1)?.user ?? null) : null };
    });
  }

  /** With `member: null` if they are no member. */
  member(user: UserId, asked: UserId): RoomAnswer<{ member: RoomMember | null }> {
    return this.#read(user, () => {
      const found = findMember(this.#room.store, asked);
      if (found === null || found.role === null) return { member: null };
      const { name, role } = found;
      return { member: { user: asked, name, role, kind: kindOfMember(asked) } };
    });
  }

  messages(
    caller: HttpCaller,
    before: Seq | null,
    limit: number,
    asked?: BranchAsked,
  ): RoomAnswer<{ items: Message[]; next: Seq | null }> {
    return this.#read<{ items: Message[]; next: Seq | null } | CallRefusal>(caller.user, () => {
      const page = messagePage(this.#room.store, before, limit, asked);
      if ("refused" in page) return page;
      const { items, next } = page;
      const hidden = this.#hiddenFrom(caller);
      return { items: this.#withLive(items).map((message) => restrictMessage(message, hidden)), next };
    });
  }

  tasks(caller: HttpCaller, state: "open" | "ended", after: string | null): RoomAnswer<TaskPage> {
    return this.#read(caller.user, () => taskPage(this.#room.store, state, after));
  }

  /** The threads that this person follows. */
  threads(caller: HttpCaller, asked: ThreadsAsked): RoomAnswer<ThreadList> {
    return this.#read(caller.user, () => {
      const { items, next } = followedThreads(this.#room.store, caller.user, asked);
      const hidden = this.#hiddenFrom(caller);
      const shown = items.map((item) => ({ ...item, message: restrictMessage(item.message, hidden) }));
      return { items: shown, next };
    });
  }

  /** How this person stands to a thread. */
  thread(user: UserId, root: Seq): RoomAnswer<OwnThread> {
    return this.#read<OwnThread | CallRefusal>(user, () => {
      const message = threadRoot(this.#room.store, root);
      return "refused" in message ? message : ownThread(this.#room.store, root, user);
    });
  }

  /** With `message: null` if there is none. */
  message(caller: HttpCaller, seq: Seq): RoomAnswer<{ message: Message | null }> {
    return this.#read(caller.user, () => ({ message: this.#message(seq, caller) }));
  }

  pinned(caller: HttpCaller): RoomAnswer<{ items: Message[] }> {
    return this.#read(caller.user, () => ({
      items: pinned(this.#room.store).flatMap((seq) => this.#message(seq, caller) ?? []),
    }));
  }

  versions(caller: HttpCaller, seq: Seq): RoomAnswer<{ items: MessageVersion[] }> {
    return this.#read<{ items: MessageVersion[] } | CallRefusal>(caller.user, () => {
      const { store } = this.#room;
      return readMessage(store, seq) === null
        ? refuse.noSuchMessage()
        : { items: versionsOfMessage(store, seq) };
    });
  }

  /** With `turn: null` if there is none. */
  turn(user: UserId, id: TurnId): RoomAnswer<{ turn: RoomTurn | null }> {
    return this.#read(user, () => {
      const turn = findTurn(this.#room.store, id);
      return { turn: turn && toRoomTurn(turn) };
    });
  }

  /** Not found if there is no such answer, and for whom it is not. */
  steps({ user, unreadable }: HttpCaller, target: Seq): RoomAnswer<AnswerSteps> {
    return this.#read(
      user,
      () => answerSteps(this.#room, user, target, unreadable) ?? refuse.noSuchMessage(),
    );
  }

  log(
    user: UserId,
    { since, upTo }: { since: Seq; upTo: Seq },
    unreadable: readonly LibraryId[],
  ): RoomEvent[] | null {
    if (!this.#isMember(user)) return null;
    const { store, commands } = this.#room;
    commands.flush();
    return restrictEvents(logBetween(store, since, upTo), answersBuiltOn(store, unreadable));
  }

  #read<Answer>(user: UserId, read: () => Answer): Answer | CallRefusal | null {
    if (!this.#isMember(user)) return null;
    const tooOften = this.#refuseTooOften("read", user);
    if (tooOften !== null) return tooOften;
    this.#room.commands.flush();
    return read();
  }

  #message(seq: Seq, caller: HttpCaller): Message | null {
    const message = readMessage(this.#room.store, seq);
    if (message === null) return null;
    const [now = message] = this.#withLive([message]);
    return restrictMessage(now, this.#hiddenFrom(caller));
  }

  /** Running answers with their text so far, which is not in their rows. */
  #withLive(messages: readonly Message[]): Message[] {
    const isOpen = ({ answer }: Message) => answer?.state === "running" || answer?.state === "waiting";
    if (!messages.some(isOpen)) return [...messages];
    const said = new Map(this.#room.turns.live().map(({ target, text }) => [target, text]));
    return messages.map((message) =>
      isOpen(message) ? { ...message, text: said.get(message.seq) ?? message.text } : message,
    );
  }

  #hiddenFrom({ unreadable }: HttpCaller): ReadonlySet<Seq> {
    return answersBuiltOn(this.#room.store, unreadable);
  }

  #turnsAbout(command: CalledCommand, events: readonly RoomEvent[], seq: Seq | undefined): RoomTurn[] {
    const { store } = this.#room;
    switch (command.type) {
      case "send":
        return seq === undefined ? [] : answersTo(store, seq).map(toRoomTurn);
      case "decide": {
        const step = findCall(store, command.call);
        const turn = step === null ? null : findTurn(store, step.turn);
        return turn === null ? [] : [toRoomTurn(turn)];
      }
      case "ask":
      case "stop": {
        const queued = events.find((event) => event.type === "turn.queued");
        const id = queued?.turn.turn ?? command.turn;
        const turn = id === undefined ? null : findTurn(store, id);
        return turn === null ? [] : [toRoomTurn(turn)];
      }
      default:
        return [];
    }
  }

  #isMember(user: UserId): boolean {
    const { store } = this.#room;
    return findRoom(store) !== null && roleOf(store, user) !== null;
  }

  #refuseTooOften(kind: RateKind, user: UserId): CallRefusal | null {
    const retryAfter = this.#rates.take(kind, user, Date.now());
    return retryAfter === 0 ? null : { refused: "rate_limited", message: TOO_OFTEN, retryAfter };
  }

  #decide(command: CalledCommand, { user, scopes }: Caller): Promise<Outcome> {
    const sender = { user, scopes, line: `calls of ${user}` };
    return new Promise((resolve, reject) => {
      const prepared = prepare(command, sender, this.#room, {
        accept: (decided) => resolve(this.#room.commands.decide(sender, decided)),
        refuse: resolve,
      });
      prepared?.catch(reject);
    });
  }
}

function kindOfMember(user: UserId): RoomMember["kind"] {
  if (isAgentId(user)) return "agent";
  return isVisitorId(user) ? "visitor" : "person";
}
