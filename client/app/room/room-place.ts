import type { Accessor, Component, JSX } from "solid-js";
import type { RoomId } from "../../../shared/ids.ts";
import type { Citation } from "../../../shared/knowledge.ts";
import type { Message, Seq } from "../../../shared/protocol/events.ts";
import type { Room } from "../../sdk/types.ts";
import type { AskedOfRoom, RoomPart } from "../../parts/lib/asked-of-room.ts";

/** What the surrounding page passes to a room. A room that is used alone gets none of it. */
export interface RoomPlace {
  panels?: RoomPanels;
  /** Address of the list of conversations. */
  home?: string;
  /** Unread conversations other than this one; shown beside the way back on phones. */
  unreadElsewhere?: Accessor<number>;
  /** Goes back to the list of conversations. Without it, `home` is an ordinary link. */
  onBack?: () => void;
  /** Called when the person has left the room. */
  onLeave?: () => void;
  /** What a link asks the room to do. The room calls `onAsked` when it has handled the request. */
  asked?: Accessor<AskedOfRoom | null>;
  onAsked?: () => void;
  /** Which thread is shown beside the room. */
  threads?: OpenThreads;
  /** Only of a thread: the message at which it opens. */
  aim?: Accessor<Seq | undefined>;
  /** Only of a thread: goes to a message that is not in it. */
  elsewhere?: (seq: Seq) => void;
  /** Before this person sends a message: at the desk they take over first. If it fails, the message is not sent. */
  beforeSend?: (room: Room, text: string) => Promise<unknown>;
  /** After a message was stored in the outbox. */
  afterSend?: (room: Room) => void;
  /** Called once with the room's messages, in an owner that lives as long as the room is on screen. */
  follow?: (messages: Accessor<readonly Message[]>) => void;
  /** Called when the socket was closed and will not reconnect. */
  onStopped?: (code: number) => void;
}

/** The thread beside the room, as the address of the page has it, so that going back closes it. */
export interface OpenThreads {
  root: Accessor<Seq | null>;
  open: (root: Seq) => void;
  close: () => void;
}

/** Components of other pages that the room shows. */
export interface RoomPanels {
  /** Shows a cited passage beside the room. Without it, a citation is an ordinary link. */
  source?: Component<{ citation: Citation; onClose: () => void }>;
  /** Replaces the header and the line that says who has taken over. */
  header?: Component;
  /** Surrounds the composer. */
  foot?: Component<{ children: JSX.Element }>;
  /** Shown below a row of the timeline: what belongs to the events from `from` up to before `to`. */
  below?: Component<{ from: Seq; to: Seq }>;
  /** Shown at the beginning of a room in which an AI can be asked. */
  starters?: Component<StartersProps>;
  /** The menu of a room that is in the list of conversations. Without it, the room has a menu of its own. */
  menu?: Component<RoomMenuProps>;
}

export interface StartersProps {
  room: RoomId;
  /** The room has no messages. */
  isEmpty: boolean;
  /** An AI has answered here. */
  isAnswered: boolean;
  /** Sends a question to the AI. */
  onAsk: (question: string) => void;
  /** Puts a text into the composer, to be sent by the person. */
  onWrite: (text: string) => void;
}

export interface RoomMenuProps {
  room: RoomId;
  /** The button that opened it. */
  anchor: HTMLElement;
  here: RoomHere;
  onClose: () => void;
}

/** The open room, as far as its menu needs it. */
export interface RoomHere {
  members: Accessor<number>;
  mayShow: (part: RoomPart) => boolean;
  show: (part: RoomPart) => void;
  /** Missing if the person may not take over. */
  takeover: Accessor<{ name: string; run: () => void } | undefined>;
}
