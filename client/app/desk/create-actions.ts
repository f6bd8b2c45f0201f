import { createSignal, type Accessor } from "solid-js";
import { paths } from "../../../shared/api.ts";
import { type ConversationChange, type DeskConversation, PRIORITIES } from "../../../shared/desk.ts";
import type { OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import { call } from "../../parts/lib/http.ts";
import { showToast } from "../../parts/lib/toasts.ts";
import { t } from "../../words/desk-canned.ts";
import type { Room } from "../../sdk/types.ts";
import type { DeskContextValue } from "./desk-context.ts";

/** What is open above the conversation. */
export type Shown = "assign" | "snooze" | "tags" | "keys" | "canned" | null;
export type Mode = "reply" | "note";

export interface Actions {
  conversation: Accessor<DeskConversation | undefined>;
  shown: Accessor<Shown>;
  show: (shown: Shown) => void;
  mode: Accessor<Mode>;
  setMode: (mode: Mode) => void;
  /** Set by the conversation while this person is a member of it. */
  room: { now: Room | null };
  /** Puts the focus into the field of this mode. Set by the composer. */
  focus: { now: () => void };
  /** Asks for a draft, and sends the one that is shown. Set by the draft's card. */
  draft: { ask: () => void; accept: () => void };
  /** The conversation of which this person has just become a member. */
  joinedRoom: Accessor<RoomId | undefined>;
  change: (change: ConversationChange) => Promise<boolean>;
  /** Makes this person a member of the conversation. */
  join: () => Promise<boolean>;
  takeOver: () => Promise<void>;
  handBack: () => Promise<void>;
  /** Closes the conversation, and opens the next one of the queue. */
  close: () => Promise<void>;
  /** The conversation that is closed when the message that is being sent has left. */
  closing: { now: RoomId | null };
  /** Closes the conversation after its messages: one that came later would open it again. */
  closeWhenSent: (room: Room) => Promise<void>;
  nextPriority: () => Promise<void>;
  assignToMe: () => Promise<void>;
  move: (by: 1 | -1) => void;
}

interface Ports {
  desk: DeskContextValue;
  organization: OrganizationId;
  conversation: Accessor<DeskConversation | undefined>;
  open: (room: RoomId | undefined) => void;
}

/** How long the room may take to open after this person has become a member, milliseconds. */
const PATIENCE = 10_000;

export function createActions({ desk, organization, conversation, open }: Ports): Actions {
  const [shown, show] = createSignal<Shown>(null);
  const [mode, setMode] = createSignal<Mode>("reply");
  const room: Actions["room"] = { now: null };
  const path = (id: RoomId) => paths.deskConversation(organization, id);

  async function change(next: ConversationChange): Promise<boolean> {
    const current = conversation();
    if (current === undefined) return false;
    return desk.attempt(() => call<DeskConversation>("PATCH", path(current.room), next));
  }
  async function join(): Promise<boolean> {
    const current = conversation();
    if (current === undefined) return false;
    if (room.now !== null) return true;
    return desk.attempt(async () => {
      await call<null>("POST", `${path(current.room)}/join`, {});
      joined(current.room);
      await until(() => room.now !== null);
    });
  }
  const [joinedRoom, joined] = createSignal<RoomId>();
  async function inRoom(work: (room: Room) => Promise<void>): Promise<void> {
    if (!(await join())) return;
    const opened = room.now;
    if (opened !== null) await desk.attempt(() => work(opened));
  }
  function move(by: 1 | -1): void {
    const list = desk.list();
    const at = list.findIndex((each) => each.room === conversation()?.room);
    const next = at === -1 ? list[by === 1 ? 0 : list.length - 1] : list[at + by];
    if (next !== undefined) open(next.room);
  }
  function after(id: RoomId): RoomId | undefined {
    const list = desk.list();
    const at = list.findIndex((each) => each.room === id);
    return (list[at + 1] ?? list[at - 1])?.room;
  }
  async function close(): Promise<void> {
    const current = conversation();
    if (current === undefined || current.state === "closed") return;
    const next = after(current.room);
    await inRoom((opened) => opened.closeConversation());
    open(next === current.room ? undefined : next);
  }
  return {
    conversation,
    shown,
    show,
    mode,
    setMode,
    room,
    focus: { now: () => undefined },
    draft: { ask: () => undefined, accept: () => undefined },
    change,
    join,
    takeOver: () => inRoom((opened) => opened.takeOver(true)),
    handBack: () => inRoom((opened) => opened.takeOver(false)),
    close,
    closing: { now: null },
    closeWhenSent: async (sent) => {
      const isSent = await until(() => sent.outbox.length === 0).then(
        () => true,
        () => false,
      );
      if (!isSent) showToast({ text: t("notClosed"), isProblem: true });
      else if (conversation()?.room === sent.id) await close();
    },
    nextPriority: async () => {
      const current = conversation();
      if (current === undefined) return;
      const at = PRIORITIES.indexOf(current.priority);
      const priority = PRIORITIES[(at + PRIORITIES.length - 1) % PRIORITIES.length];
      if (priority !== undefined) await change({ priority });
    },
    assignToMe: async () => void (await change({ assignee: desk.me satisfies UserId })),
    move,
    joinedRoom,
  };
}

function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + PATIENCE;
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (isSo()) resolve();
      else if (Date.now() > end) reject(new Error("the conversation did not open"));
      else setTimeout(look, 30);
    };
    look();
  });
}
