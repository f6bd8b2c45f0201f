import type { Accessor, Component } from "solid-js";
import type { RoomId } from "../../../shared/ids.ts";
import type { Citation } from "../../../shared/knowledge.ts";
import type { Message } from "../../../shared/protocol/events.ts";
import type { AskedOfRoom } from "../../parts/lib/asked-of-room.ts";

/** What the page around a room gives to it. A room alone has nothing of it. */
export interface RoomPlace {
  panels?: RoomPanels;
  /** Address of the conversations that this is one of. */
  home?: string;
  /** The person has left the room. */
  onLeave?: () => void;
  /** What a link asks of the room; `onAsked` hears when the room has taken it up. */
  asked?: Accessor<AskedOfRoom | null>;
  onAsked?: () => void;
  /** Called once with the room's messages, in an owner that lives as long as the room is on screen. */
  follow?: (messages: Accessor<readonly Message[]>) => void;
  /** The socket was closed for good. */
  onStopped?: (code: number) => void;
}

/** Parts of other pages that stand in the room. */
export interface RoomPanels {
  /** A cited passage beside the room. Without it a citation is a link like any other. */
  source?: Component<{ citation: Citation; onClose: () => void }>;
  /** Where nobody has said anything yet and an AI can be asked. */
  starters?: Component<{ room: RoomId; onAsk: (question: string) => void }>;
}
