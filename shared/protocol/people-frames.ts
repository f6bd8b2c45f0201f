/** Presence of people in an organization, over the inbox's socket: only for the people that a device asked for. */
import type { UserId } from "../ids.ts";
import type { Activity, Presence } from "./presence.ts";
import type { Ref } from "./ref.ts";

/** Client -> inbox: the person's activity on this device. */
export interface Here {
  type: "here";
  ref: Ref;
  state: Activity;
}
/** The people that this device watches; replaces the previous list. Repeat it every WATCH_RENEWAL. */
export interface Watch {
  type: "watch";
  ref: Ref;
  people: UserId[];
}
/** The person's own status. Missing fields stay unchanged, null removes a field. */
export interface SetStatus {
  type: "status";
  ref: Ref;
  status?: StatusText | null;
  quiet?: Quiet | null;
}

export interface StatusText {
  text: string;
  /** One emoji. */
  emoji?: string;
  /** End of the status (server clock, milliseconds); if missing, it stays until it is removed. */
  until?: number;
}

/** Pauses notifications until a time, or until it is switched off. */
export interface Quiet {
  until?: number;
}

export interface PersonStatus {
  user: UserId;
  /** Time of this state (clock of that person's inbox, milliseconds). Older states are ignored. */
  at: number;
  state: Presence;
  /** When an offline person was last online (server clock, milliseconds), if known. */
  lastSeen?: number;
  status?: StatusText;
  quiet?: Quiet;
}

/** Inbox -> client: the current state of these people. The person themselves are always watched. */
export interface PeopleFrame {
  type: "people";
  people: PersonStatus[];
}
