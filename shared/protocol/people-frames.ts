/** Who of an organization is there, over the inbox's socket: told of the people whom a device asked for. */
import type { UserId } from "../ids.ts";
import type { Activity, Presence } from "./presence.ts";
import type { Ref } from "./ref.ts";

/** Client -> inbox: what the person does on this device. */
export interface Here {
  type: "here";
  ref: Ref;
  state: Activity;
}
/** Of whom this device wants to hear, in place of whom it named before. To be repeated each WATCH_RENEWAL. */
export interface Watch {
  type: "watch";
  ref: Ref;
  people: UserId[];
}
/** What the person says of themselves; what is not named stays, null takes it away. */
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
  /** It ends by then (server clock, milliseconds); missing: when it is taken away. */
  until?: number;
}

/** Wants no notifications, until then or until it is taken away. */
export interface Quiet {
  until?: number;
}

export interface PersonStatus {
  user: UserId;
  /** When it was so (clock of that person's inbox, milliseconds): what is older changes nothing. */
  at: number;
  state: Presence;
  /** When an offline person was last here (server clock), if known. */
  lastSeen?: number;
  status?: StatusText;
  quiet?: Quiet;
}

/** Inbox -> client: how these people stand now. The person themselves are always among those watched. */
export interface PeopleFrame {
  type: "people";
  people: PersonStatus[];
}
