/** Members of the room, their cursors, their presence, and who types. */
import { asSeenBy, furthest } from "../cursors.ts";
import { isAgentId, type UserId } from "../ids.ts";
import { TYPING_EXPIRY } from "../limits.ts";
import { capabilitiesOf, type Role } from "../permissions.ts";
import type { Member, MemberAdded, MemberLeft, MemberRemoved } from "../protocol/events.ts";
import type { Cursor, PresenceFrame, TypingFrame } from "../protocol/frames.ts";
import type { RoomView } from "./view.ts";

// ---- members

/** A new member counts as having read everything before. In a catch-up the welcome may already contain a later cursor. */
export function withNewcomer(view: RoomView, event: MemberAdded): RoomView {
  const { user, name, role, seq } = event;
  // An agent has no cursors.
  if (isAgentId(user)) return withMember(view, { user, name, role });
  const cursors = mergeCursors(view.cursors, [{ user, delivered: seq, read: seq }], view.you.user);
  return withMember({ ...view, cursors }, { user, name, role });
}

function withMember(view: RoomView, member: Member): RoomView {
  const members = { ...view.members, [member.user]: member };
  return member.user === view.you.user
    ? { ...view, members, you: you(view, member.role) }
    : { ...view, members };
}

export function withRole(view: RoomView, user: UserId, role: Role): RoomView {
  const member = view.members[user];
  return member === undefined ? view : withMember(view, { ...member, role });
}

/** Also of a former member, whose messages stay. */
export function withNewName(view: RoomView, user: UserId, name: string): RoomView {
  const member = view.members[user];
  return member === undefined ? view : withMember(view, { ...member, name });
}

export function withoutMember(view: RoomView, { user, seq }: MemberLeft | MemberRemoved): RoomView {
  const member = view.members[user];
  if (member === undefined) return view;
  const former = { ...member, role: null };
  // A cursor after the removal came with the welcome of a catch-up: they have joined again, as later events will show.
  if ((view.cursors[user]?.delivered ?? 0) > seq) return withMember(view, former);
  return withMember(
    {
      ...view,
      cursors: without(view.cursors, user),
      presence: without(view.presence, user),
      typing: without(view.typing, user),
    },
    former,
  );
}

function you(view: RoomView, role: Role | null): RoomView["you"] {
  const { user, scopes } = view.you;
  return {
    user,
    role,
    capabilities: role === null ? [] : capabilitiesOf(role, view.room.kind, scopes && new Set(scopes)),
    ...(scopes && { scopes }),
  };
}

// ---- cursors

/** Applies cursors. */
export function applyCursors(view: RoomView, cursors: readonly Cursor[]): RoomView {
  return { ...view, cursors: mergeCursors(view.cursors, cursors, view.you.user) };
}

/** The viewer's own cursor decides how much they see of others. */
export function mergeCursors(
  before: RoomView["cursors"],
  cursors: readonly Cursor[],
  me: UserId,
): RoomView["cursors"] {
  const merged = { ...before };
  for (const cursor of cursors) merged[cursor.user] = furthest(merged[cursor.user], cursor);
  const mine = merged[me];
  if (mine?.shown === undefined) return merged;
  for (const cursor of Object.values(merged)) merged[cursor.user] = asSeenBy(mine, cursor);
  return merged;
}

// ---- presence and typing

export function applyPresence(view: RoomView, frame: PresenceFrame): RoomView {
  const listed = Object.fromEntries(frame.people.map((person) => [person.user, person]));
  return { ...view, presence: frame.complete ? listed : { ...view.presence, ...listed } };
}

/** `now` is the receiver's clock, milliseconds. */
export function applyTyping(view: RoomView, { user, on, thread }: TypingFrame, now: number): RoomView {
  const typing = without(view.typing, user);
  if (on) typing[user] = { until: now + TYPING_EXPIRY, ...(thread !== undefined && { thread }) };
  return { ...view, typing };
}

/** Removes people whose typing signal was not renewed. */
export function expireTyping(view: RoomView, now: number): RoomView {
  const current = Object.entries(view.typing).filter(([, { until }]) => until > now);
  if (current.length === Object.keys(view.typing).length) return view;
  return { ...view, typing: Object.fromEntries(current) };
}

export function without<Value>(record: Readonly<Record<UserId, Value>>, user: UserId): Record<UserId, Value> {
  const { [user]: _gone, ...rest } = record;
  return rest;
}
