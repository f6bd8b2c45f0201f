import {
  createContext,
  createMemo,
  createSignal,
  useContext,
  type Accessor,
  type ParentProps,
} from "solid-js";
import { isAgentId, type UserId } from "../../../shared/ids.ts";
import type { Citation } from "../../../shared/knowledge.ts";
import type { MentionRange } from "../../../shared/mentions/mention-range.ts";
import type { Capability } from "../../../shared/permissions.ts";
import type { Member, Message, Seq } from "../../../shared/protocol/events.ts";
import type { CallId } from "../../../shared/protocol/steps.ts";
import type { PersonPresence } from "../../../shared/protocol/frames.ts";
import type { RoomView } from "../../../shared/room-view.ts";
import { messageOf } from "../../parts/lib/http.ts";
import type { OpenSource } from "../../parts/citations/open-source.ts";
import { findReminders } from "../../parts/reminders/reminders-context.ts";
import { findPeople } from "../../parts/contexts/people-context.ts";
import type { FileUploads } from "../../parts/uploads/create-file-uploads.ts";
import { t } from "../../words/room.ts";
import type { RoomSignals } from "./create-room.ts";
import { mentionsIn } from "./mentions-in.ts";
import type { AskedTask } from "./tasks/asked-task.ts";
import type { OpenThreads, RoomPlace } from "./room-place.ts";

/** A message that is being edited in place. The text is kept here, because the virtual list may unmount the row. */
export interface Editing {
  seq: Seq;
  version: number;
  text: string;
  /** What the text mentions already, and what was picked since. */
  mentions: readonly MentionRange[];
}

/** A member whom a text can mention, by name or handle. */
export type MentionableMember = Member & { handle?: string };

export interface OpenedSource {
  citation: Citation;
  /** The element that gets the focus back. */
  opener: HTMLElement;
}

/** A thread that is shown beside the room. */
export interface OpenedThread {
  /** Its first message. */
  root: Seq;
  /** The message to go to. */
  at?: Seq;
  /** The person wants to write. */
  writes?: true;
}

export interface RoomContextValue extends Omit<RoomSignals, "view">, RoomPlace {
  view: Accessor<RoomView>;
  me: UserId;
  uploads: FileUploads;
  title: Accessor<string>;
  /** Current members, sorted by name. Former members are not included. */
  here: Accessor<readonly Member[]>;
  /** The same, with their handles where these are known. */
  mentionable: Accessor<readonly MentionableMember[]>;
  /** The current members who are people, and those who are agents. */
  people: Accessor<readonly Member[]>;
  agents: Accessor<readonly Member[]>;
  nameOf: (user: UserId) => string;
  /** The name, with the handle if another member of the organization has a name like it: for sentences. */
  distinctNameOf: (user: UserId) => string;
  /** Combines the presence that the room reports with that of the organization, if it is available. */
  presenceOf: (user: UserId) => PersonPresence | undefined;
  may: (capability: Capability) => boolean;
  /** Whether this person may write messages here: in a group for announcements only who manages it. */
  mayPost: Accessor<boolean>;
  /** Asks for a reminder of this text, with a link to the room. Missing where there are no reminders. */
  askReminder?: (asked: { text: string; words: string; onDone: () => void }) => void;
  replyingTo: Accessor<Message | null>;
  setReplyingTo: (message: Message | null) => void;
  editing: Accessor<Editing | null>;
  setEditing: (editing: Editing | null) => void;
  /** Shows the version of the conversation that has this message: to this person alone, or at once if nobody else is here. */
  lookAt: (seq: Seq) => Promise<void>;
  endPeek: () => void;
  /** Shows everyone the version that the person peeks at. */
  showPeeked: () => Promise<void>;
  /** Begins to edit a message in place. */
  edit: (message: Message) => void;
  /** What the dialog for tasks is asked for; null while it is closed. */
  askedTask: Accessor<AskedTask | null>;
  askTask: (asked: AskedTask | null) => void;
  /** Keys of the long messages that are shown in full. */
  unfolded: Set<string>;
  /** Why a person does not allow a call, while they write it. Kept here, because the virtual list may unmount the row. */
  deciding: Map<CallId, string>;
  /** The last error, until it is dismissed. */
  problem: Accessor<string | null>;
  setProblem: (problem: string | null) => void;
  /** Runs the work and shows its error; resolves to whether it succeeded. */
  attempt: (work: () => Promise<unknown>) => Promise<boolean>;
  /** The message that is read aloud. */
  aloud: Accessor<Message | null>;
  setAloud: (message: Message | null) => void;
  /** The answer whose context receipt is shown beside the room. */
  receiptOf: Accessor<Seq | null>;
  setReceiptOf: (answer: Seq | null) => void;
  /** The first message of the thread that this is the context of; undefined for the room itself. */
  thread: Seq | undefined;
  /** The thread that is shown beside the room. */
  openedThread: Accessor<OpenedThread | null>;
  openThread: (thread: OpenedThread) => void;
  closeThread: () => void;
  /** The passage that is shown beside the room, in place of the receipt. */
  source: Accessor<OpenedSource | null>;
  openSource: OpenSource;
  closeSource: () => void;
  /**
   * `to` moves to a message, loads older messages until it is there, and focuses it; `reveal` leaves the focus where it is. `show` only scrolls a loaded message into view. The
   * timeline sets these functions.
   */
  jump: { to: (seq: Seq) => void; reveal: (seq: Seq) => void; show: (seq: Seq) => void };
  focusComposer: { now: () => void };
}

/** Up to this width only one pane is shown at a time, as in workspace.css. */
const PHONE = "(max-width: 48rem)";

const RoomContext = createContext<RoomContextValue>();

export function useRoom(): RoomContextValue {
  const room = useContext(RoomContext);
  if (!room) throw new Error("useRoom needs a RoomProvider above it");
  return room;
}

export function RoomProvider(
  props: ParentProps<{
    signals: RoomSignals;
    view: RoomView;
    me: UserId;
    uploads: FileUploads;
    place: RoomPlace;
    /** Of a thread: what it takes from the room. */
    beside?: Partial<RoomContextValue>;
  }>,
) {
  // The provider is created anew for each room; only `view` changes during its life.
  const { signals, me, uploads, place, beside } = props;
  const own = createRoomContext(signals, () => props.view, me, place);
  const value = { ...own, ...beside, uploads, ...place };
  return <RoomContext.Provider value={value}>{props.children}</RoomContext.Provider>;
}

/** Where no page keeps the open thread in its address. */
function createOwnThreads(): OpenThreads {
  const [root, setRoot] = createSignal<Seq | null>(null);
  return { root, open: setRoot, close: () => setRoot(null) };
}

function createRoomContext(
  signals: RoomSignals,
  view: Accessor<RoomView>,
  me: UserId,
  { panels, threads = createOwnThreads() }: RoomPlace,
): Omit<RoomContextValue, "uploads" | keyof RoomPlace> {
  const { draft } = signals;
  const reminders = findReminders();
  const directory = findPeople();
  const organization = directory?.here;
  const replyingTo = createMemo(() => {
    const target = draft.replyTo();
    const message = signals.messages().find(({ seq }) => seq === target);
    return message === undefined || message.deletedAt !== undefined ? null : message;
  });
  const [editing, setEditing] = createSignal<Editing | null>(null);
  const [askedTask, askTask] = createSignal<AskedTask | null>(null);
  const [aloud, setAloud] = createSignal<Message | null>(null);
  const [problem, setProblem] = createSignal<string | null>(null);
  const nameOf = (user: UserId): string => signals.members()[user]?.name ?? t("someone");
  function distinctNameOf(user: UserId): string {
    const handle = directory?.tellApart(user);
    return handle === undefined ? nameOf(user) : `${nameOf(user)} (@${handle})`;
  }
  function presenceOf(user: UserId): PersonPresence | undefined {
    const inRoom = signals.presence()[user];
    return organization ? organization.best(user, inRoom) : inRoom;
  }
  const here = createMemo(() =>
    Object.values(signals.members())
      .filter((member) => member.role !== null)
      .sort((a, b) => a.name.localeCompare(b.name)),
  );
  const mentionable = createMemo(() =>
    here().map((member): MentionableMember => {
      const handle = directory?.handleOf(member.user);
      return handle === undefined ? member : { ...member, handle };
    }),
  );
  const people = createMemo(() => here().filter(({ user }) => !isAgentId(user)));
  const agents = createMemo(() => here().filter(({ user }) => isAgentId(user)));
  const [receiptOf, setReceiptOf] = createSignal<Seq | null>(null);
  const [source, setSource] = createSignal<OpenedSource | null>(null);
  const openSource: OpenSource = (citation, event) => {
    // With a modifier key the browser opens a new tab. On a phone the document opens as a page of its own.
    if (panels?.source === undefined) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || matchMedia(PHONE).matches) return;
    event.preventDefault();
    setSource({ citation, opener: event.currentTarget });
  };
  function closeSource(): void {
    const opener = source()?.opener;
    setSource(null);
    opener?.focus({ preventScroll: true });
  }
  const may = (capability: Capability): boolean => view().you.capabilities.includes(capability);
  const [aim, setAim] = createSignal<OpenedThread | null>(null);
  const openedThread = createMemo((): OpenedThread | null => {
    const root = threads.root();
    if (root === null) return null;
    const asked = aim();
    return asked?.root === root ? asked : { root };
  });
  function openThread(thread: OpenedThread): void {
    setReceiptOf(null);
    setSource(null);
    setAim(thread);
    if (threads.root() !== thread.root) threads.open(thread.root);
  }
  const title = createMemo(() => {
    const { kind, name } = view().room;
    const peer =
      kind === "direct" ? Object.values(signals.members()).find(({ user }) => user !== me) : undefined;
    return peer?.name ?? name;
  });
  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      setProblem(null);
      return true;
    } catch (error) {
      setProblem(messageOf(error));
      return false;
    }
  }
  async function showPeeked(): Promise<void> {
    const { room } = signals;
    if (room.peeked === null) return;
    await room.show(room.peeked.branch ?? 0);
    room.endPeek();
  }
  async function lookAt(seq: Seq): Promise<void> {
    await signals.room.peek(seq);
    const isAlone = people().length === 1 && view().you.capabilities.includes("write");
    if (isAlone) await showPeeked();
  }
  return {
    ...signals,
    view,
    me,
    lookAt,
    endPeek: () => signals.room.endPeek(),
    showPeeked,
    title,
    here,
    mentionable,
    people,
    agents,
    receiptOf,
    setReceiptOf: (answer) => {
      setSource(null);
      setReceiptOf(answer);
    },
    thread: signals.room.thread,
    openedThread,
    openThread,
    closeThread: () => {
      setAim(null);
      threads.close();
    },
    source,
    openSource,
    closeSource,
    nameOf,
    distinctNameOf,
    presenceOf,
    may,
    ...(reminders !== undefined && {
      askReminder: ({ text, words, onDone }) =>
        reminders.ask({
          ...{ about: { type: "room", room: signals.room.id }, excerpt: text, isOwnText: true },
          ...{ words, onDone },
        }),
    }),
    mayPost: () => may("write") && (view().room.posting !== "managers" || may("manage")),
    replyingTo,
    askedTask,
    askTask,
    setReplyingTo: (message) => draft.replyWith(message?.seq ?? null),
    editing,
    setEditing,
    edit: (message) => {
      const { seq, version, text } = message;
      setEditing({ seq, version, text, mentions: mentionsIn(message, nameOf) });
    },
    unfolded: new Set(),
    deciding: new Map(),
    aloud,
    setAloud,
    problem,
    setProblem,
    attempt,
    jump: { to: () => undefined, reveal: () => undefined, show: () => undefined },
    focusComposer: { now: () => undefined },
  };
}
