/**
 * Who is here, from the devices that hold a socket. A person is their best device, and stays shown for a while after the
 * last one went: a reload is no absence.
 */
import type { UserId } from "../../../shared/ids.ts";
import { DEVICE_LEASE, PRESENCE_GRACE } from "../../../shared/limits.ts";
import type { Activity, PersonPresence, Presence } from "../../../shared/protocol/frames.ts";

/** One open socket. */
export interface DevicePresence {
  user: UserId;
  activity: Activity;
}

export interface PresenceState {
  /** People whose last device went, and until when they are still shown (server clock, milliseconds). */
  leaving: Map<UserId, number>;
  /** What everyone was told last; null when a rest has wiped it out. */
  lastSent: Map<UserId, Presence> | null;
}

export function emptyPresence(): PresenceState {
  return { leaving: new Map(), lastSent: null };
}

/** A device of this person went. */
export function deviceGone(state: PresenceState, user: UserId, now: number): void {
  state.leaving.set(user, now + PRESENCE_GRACE);
}

/** The person is no member any more: no grace. */
export function personGone(state: PresenceState, user: UserId): void {
  state.leaving.delete(user);
  state.lastSent?.delete(user);
}

export interface PresenceNews {
  /** Everyone is listed, because nobody remembers what was told before. */
  complete: boolean;
  people: PersonPresence[];
}

/** What has changed since everyone was told last, and notes that they are told now; null if nothing has. */
export function presenceNews(
  state: PresenceState,
  devices: Iterable<DevicePresence>,
  now: number,
): PresenceNews | null {
  for (const [user, until] of state.leaving) if (until <= now) state.leaving.delete(user);
  const before = state.lastSent;
  const current = statesOf(state, devices, before);
  state.lastSent = current;
  if (before === null) return { complete: true, people: asList(current) };

  const people: PersonPresence[] = asList(current).filter(({ user, state }) => before.get(user) !== state);
  for (const user of before.keys()) {
    if (!current.has(user)) people.push({ user, state: "offline", lastSeen: now });
  }
  return people.length === 0 ? null : { complete: false, people };
}

/** Everyone who is here now. */
export function peopleHere(state: PresenceState, devices: Iterable<DevicePresence>): PersonPresence[] {
  return asList(statesOf(state, devices, state.lastSent));
}

function statesOf(
  state: PresenceState,
  devices: Iterable<DevicePresence>,
  before: ReadonlyMap<UserId, Presence> | null,
): Map<UserId, Presence> {
  const states = new Map<UserId, Presence>();
  for (const { user, activity } of devices) {
    if (states.get(user) !== "active") states.set(user, activity);
  }
  for (const user of state.leaving.keys()) {
    if (!states.has(user)) states.set(user, before?.get(user) ?? "idle");
  }
  return states;
}

function asList(states: ReadonlyMap<UserId, Presence>): PersonPresence[] {
  return [...states].map(([user, state]) => ({ user, state }));
}

/** A socket of which nothing was heard for this long is a ghost (times: server clock, milliseconds). */
export function leaseLapsed(lastHeard: number, now: number): boolean {
  return now - lastHeard > DEVICE_LEASE;
}
