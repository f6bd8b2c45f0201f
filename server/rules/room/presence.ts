/**
 * Presence of the people in the room, computed from their devices with an open socket. A person has the state of their most active device.
 * After the last device disconnects, the person is shown for a grace period, so that a reload does not show as an absence.
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
  /** People whose last device disconnected, and until when they are still shown (server clock, milliseconds). */
  leaving: Map<UserId, number>;
  /** The presence that was last sent to everyone; null after hibernation, which clears it. */
  lastSent: Map<UserId, Presence> | null;
}

export function emptyPresence(): PresenceState {
  return { leaving: new Map(), lastSent: null };
}

/** A device of this person disconnected. */
export function deviceGone(state: PresenceState, user: UserId, now: number): void {
  state.leaving.set(user, now + PRESENCE_GRACE);
}

/** The person is no longer a member: they get no grace period. */
export function personGone(state: PresenceState, user: UserId): void {
  state.leaving.delete(user);
  state.lastSent?.delete(user);
}

export interface PresenceNews {
  /** All people are listed, because it is not known what was sent before. */
  complete: boolean;
  people: PersonPresence[];
}

/** Returns the changes since the last call and records them as sent; null if nothing has changed. */
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

/** Everyone who is present now. */
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

/** Whether a socket has been silent for so long that its device is considered lost (times: server clock, milliseconds). */
export function leaseLapsed(lastHeard: number, now: number): boolean {
  return now - lastHeard > DEVICE_LEASE;
}
