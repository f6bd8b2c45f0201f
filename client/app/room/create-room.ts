import { batch, createMemo, createSignal, onCleanup, untrack, type Accessor } from "solid-js";
import type { RoomId, UserId } from "../../../shared/ids.ts";
import type { Member, Message, Notice, Seq } from "../../../shared/protocol/events.ts";
import type { Composing, Cursor, OwnThread, PersonPresence } from "../../../shared/protocol/frames.ts";
import type { QueuedTurn } from "../../../shared/protocol/turns.ts";
import type { RoomView } from "../../../shared/room-view.ts";
import type { ClientContext } from "../../parts/contexts/client-context.ts";
import type { ConnectionState, OutboxEntry, Room } from "../../sdk/types.ts";
import { createDraft, type DraftSignals } from "./create-draft.ts";
import { differsByPieces, onlySaysMore, runningTexts } from "./running-texts.ts";

/** An open room as signals. Unchanged parts of the view keep their identity, so each part is its own memo. */
export interface RoomSignals {
  room: Room;
  /** The room as this person sees it: with the branch that it shows, or the one that they peek at. */
  view: Accessor<RoomView | null>;
  /** The branch that the room shows to everyone; 0 is the first one. */
  shownBranch: Accessor<Seq>;
  /** Whether the person looks at another branch than the one that is shown to everyone. */
  isPeeking: Accessor<boolean>;
  /**
   * The text of a running answer may be outdated here: the list updates only when something else changes. Use `textOf` for the current
   * text.
   */
  messages: Accessor<readonly Message[]>;
  /** The current text of a message. While an answer streams, only this changes. */
  textOf: (message: Message) => string;
  notices: Accessor<readonly Notice[]>;
  members: Accessor<Readonly<Record<UserId, Member>>>;
  cursors: Accessor<Readonly<Record<UserId, Cursor>>>;
  presence: Accessor<Readonly<Record<UserId, PersonPresence>>>;
  typing: Accessor<RoomView["typing"]>;
  queue: Accessor<readonly QueuedTurn[]>;
  /** How the person stands to threads, by their first message. */
  ownThreads: Accessor<Readonly<Record<Seq, OwnThread>>>;
  /** The state of the shared composer; null while there is nothing to show of it. */
  composing: Accessor<Composing | null>;
  /** The person who has taken over from the agents; null while agents answer. */
  takeover: Accessor<UserId | null>;
  outbox: Accessor<readonly OutboxEntry[]>;
  connection: Accessor<ConnectionState>;
  /** Whether the view is the current state from the room, not a copy that this device stored. */
  isCurrent: Accessor<boolean>;
  draft: DraftSignals;
}

const none = {};
const nothing: readonly never[] = [];

/** Opens the room. The room closes with its owner. */
export const createRoom = (context: ClientContext, id: RoomId): RoomSignals =>
  createSignals(context, context.client.room(id));

/** A room or thread that is open, as signals. It closes with its owner. */
export function createSignals({ drafts }: Pick<ClientContext, "drafts">, room: Room): RoomSignals {
  const seen = () => room.peeked ?? room.view;
  const [view, setView] = createSignal(seen());
  const [shownBranch, setShownBranch] = createSignal(room.view?.branch ?? 0);
  const [isPeeking, setIsPeeking] = createSignal(room.peeked !== null);
  const [outbox, setOutbox] = createSignal(room.outbox);
  const [connection, setConnection] = createSignal(room.connection);
  const [isCurrent, setIsCurrent] = createSignal(room.isCurrent);
  let frame = 0;
  function show(): void {
    cancelAnimationFrame(frame);
    frame = 0;
    batch(() => {
      setView(seen());
      setShownBranch(room.view?.branch ?? 0);
      setIsPeeking(room.peeked !== null);
      setOutbox(room.outbox);
      setConnection(room.connection);
      setIsCurrent(room.isCurrent);
    });
  }
  /**
   * Whether only texts of running answers have changed. They change up to 25 times a second each and are shown once per animation frame;
   * other changes are shown at once.
   */
  function isOnlyPieces(): boolean {
    const now = seen();
    const shown = untrack(view);
    if (room.outbox !== untrack(outbox) || room.connection !== untrack(connection)) return false;
    return now !== null && shown !== null && differsByPieces(shown, now);
  }
  const stop = room.subscribe(() => {
    if (!isOnlyPieces()) show();
    else if (frame === 0) frame = requestAnimationFrame(show);
  });
  onCleanup(() => {
    stop();
    cancelAnimationFrame(frame);
    room.close();
  });
  const messages = createMemo<readonly Message[]>((before) => {
    const now = view()?.messages ?? nothing;
    return onlySaysMore(before, now) ? before : now;
  }, nothing);
  const running = createMemo<ReadonlyMap<Seq, string>>(() => runningTexts(view()?.messages ?? nothing));
  return {
    room,
    view,
    shownBranch,
    isPeeking,
    messages,
    textOf: (message) => running().get(message.seq) ?? message.text,
    notices: createMemo(() => view()?.notices ?? nothing),
    members: createMemo(() => view()?.members ?? none),
    cursors: createMemo(() => view()?.cursors ?? none),
    presence: createMemo(() => view()?.presence ?? none),
    typing: createMemo(() => view()?.typing ?? none),
    queue: createMemo(() => view()?.queue ?? nothing),
    ownThreads: createMemo(() => view()?.threads ?? none),
    composing: createMemo(() => view()?.composing ?? null),
    takeover: createMemo(() => view()?.takeover ?? null),
    outbox: createMemo(() => outbox().filter((entry) => isOnTheWayTo(room, entry))),
    connection,
    isCurrent,
    draft: createDraft(drafts, room),
  };
}

/** A reply that also goes to the room is on its way to both. */
const isOnTheWayTo = (room: Room, { thread, alsoRoom }: OutboxEntry): boolean =>
  thread === room.thread || (alsoRoom === true && room.thread === undefined);
