/** The room as a whole: creation, entering, and the handling of commands. */
import { isAgentId, isVisitorId, type LibraryId, type UserId } from "../../../shared/ids.ts";
import { can, CAPABILITIES, capabilitiesOf } from "../../../shared/permissions.ts";
import type { Hello, LiveAnswer, PersonPresence, Welcome } from "../../../shared/protocol/frames.ts";
import { PROTOCOL_VERSION } from "../../../shared/protocol/frames.ts";
import type { RoomEvent } from "../../../shared/protocol/events.ts";
import type { Actor, Caller } from "./actor.ts";
import type { Command } from "./commands/command.ts";
import { ruleOf } from "./commands/index.ts";
import { visibleCursors } from "./cursors.ts";
import type { Done } from "./effects.ts";
import { type Refusal, refuse } from "./errors.ts";
import { catchUp } from "./history.ts";
import { putMember } from "./members.ts";
import type { Origin } from "./origin.ts";
import type { RoomSpec } from "./room-spec.ts";
import { appendEvent, nextSeq } from "./rows/log.ts";
import { roleOf } from "./rows/member-row.ts";
import { findRoom, kindOf, readRoom } from "./rows/room-row.ts";
import { nextBeat } from "../../storage/schedule.ts";
import { noteTaskNews } from "./task-news.ts";
import { scheduleForgetting } from "./forgotten.ts";
import { scheduleDesk } from "./desk-news.ts";
import { scheduleHooks, tellHooksSoon } from "./hooks.ts";
import { scheduleSearch, tellSearchSoon } from "./search-news.ts";
import { schedule } from "./tasks.ts";
import { ownUnreadThreads } from "./threads/unread.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { beginEpoch } from "./witness.ts";
import { answersBuiltOn, restrictEvents, restrictPage } from "./restricted-answers.ts";
import { eventsForVisitor, welcomeForVisitor } from "./visitor-view.ts";

// ---- creation

/** Creates the room. An existing room does not change. */
export function createRoom(store: SqlStore, spec: RoomSpec, origin: Origin): Done {
  if (findRoom(store) !== null) return { effects: [] };
  store.run(
    `INSERT INTO room (only_row, id, organization, kind, name, epoch, generation, head)
     VALUES (1, ?, ?, ?, ?, ?, ?, 0)`,
    spec.id,
    spec.organization,
    spec.kind,
    spec.name,
    origin.newEpoch(),
    origin.generation,
  );
  const { kind, name } = spec;
  const base = { at: origin.now, by: spec.createdBy };
  appendEvent(store, { ...base, type: "room.created", seq: nextSeq(store), kind, name });
  for (const { user, name, role } of spec.members) {
    const seq = nextSeq(store);
    appendEvent(store, { ...base, type: "member.added", seq, user, name, role });
    putMember(store, { user, name }, role, seq);
  }
  schedule(store, { task: "inboxes" }, nextBeat(origin.now));
  schedule(store, { task: "directory" }, nextBeat(origin.now));
  tellSearchSoon(store, origin.now);
  tellHooksSoon(store, origin.now);
  if (kind === "support") schedule(store, { task: "desk" }, nextBeat(origin.now));
  return { effects: [{ type: "arm" }] };
}

/** Starts a new epoch if the history was restored from a backup: the seqs that clients hold may now identify other events. */
export function renewEpochIfRestored(store: SqlStore, origin: Origin): void {
  const room = findRoom(store);
  if (room === null || !isRaised(room.generation, origin.generation)) return;
  store.run("UPDATE room SET generation = ?", origin.generation);
  beginEpoch(store, origin);
}

/** A lower number than before means that the variable was given for one start only. Values that are no numbers count if they differ. */
function isRaised(before: string, now: string): boolean {
  const [from, to] = [Number(before), Number(now)];
  return Number.isNaN(from) || Number.isNaN(to) ? before !== now : to > from;
}

// ---- entering

export interface Arrival {
  welcome: Welcome;
  /** The missed events, in order; empty when the welcome carries a snapshot. */
  events: RoomEvent[];
}

export function arrive(
  store: SqlStore,
  hello: Hello,
  { user, scopes }: Caller,
  at: {
    now: number;
    presence: PersonPresence[];
    live: LiveAnswer[];
    /** Libraries that the person may not read. */
    unreadable?: readonly LibraryId[];
  },
): Arrival | Refusal {
  const role = roleOf(store, user);
  if (role === null) return refuse.notMember();
  if (!scopes.has("read")) return refuse.outOfScope("read");
  const room = readRoom(store);
  const missing = catchUp(store, hello);
  const restricted = answersBuiltOn(store, at.unreadable ?? []);
  const welcome: Welcome = {
    type: "welcome",
    version: PROTOCOL_VERSION,
    epoch: room.epoch,
    head: room.head,
    now: at.now,
    you: {
      user,
      role,
      capabilities: capabilitiesOf(role, room.kind, scopes),
      ...(scopes.size < CAPABILITIES.length && { scopes: [...scopes] }),
    },
    reset:
      missing.type === "reset"
        ? { ...missing.snapshot, timeline: restrictPage(missing.snapshot.timeline, restricted) }
        : null,
    cursors: visibleCursors(store, user),
    presence: at.presence,
    live: at.live.filter(({ target }) => !restricted.has(target)),
    ...unreadThreads(store, user),
  };
  const events = missing.type === "missed" ? restrictEvents(missing.events, restricted) : [];
  return isVisitorId(user)
    ? { welcome: welcomeForVisitor(welcome), events: eventsForVisitor(events) }
    : { welcome, events };
}

function unreadThreads(store: SqlStore, user: UserId): Pick<Welcome, "threads"> {
  const threads = ownUnreadThreads(store, user);
  return threads.length === 0 ? {} : { threads };
}

// ---- commands

/**
 * Decides on one command and writes its changes. Call it inside a transaction, and perform the effects in the same synchronous step after
 * the transaction. Each command reads the actor's role again, so a change of role applies at once. Both the role and the scopes must allow
 * the command.
 */
export function handle(
  store: SqlStore,
  command: Command,
  { user, scopes }: Caller,
  now: number,
): Done | Refusal {
  const role = roleOf(store, user);
  // Agents send no commands; they write only in their turns.
  if (role === null || isAgentId(user)) return refuse.notMember();
  const actor: Actor = { user, role, scopes, now };
  const { needs: capability, run } = ruleOf(command.type);
  if (!can(role, capability, kindOf(store))) return refuse.notAllowed("do this here");
  if (!scopes.has(capability))
    return isVisitorId(user) ? refuse.unnamedVisitor() : refuse.outOfScope(capability);
  const outcome = run(store, command, actor);
  if ("refused" in outcome || !outcome.effects.some((effect) => effect.type === "publish")) return outcome;
  schedule(store, { task: "inboxes" }, nextBeat(now));
  scheduleSearch(store, outcome.effects, now);
  scheduleDesk(store, outcome.effects, now);
  scheduleHooks(store, outcome.effects, now);
  scheduleForgetting(store, outcome.effects, now);
  noteTaskNews(store, outcome.effects, now);
  return { ...outcome, effects: [...outcome.effects, { type: "arm" }] };
}
