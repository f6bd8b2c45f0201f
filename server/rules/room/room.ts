/** A room as a whole: how it begins, and what becomes of each command. */
import { assertNever } from "../../../shared/assert-never.ts";
import { isAgentId, type LibraryId } from "../../../shared/ids.ts";
import { can, CAPABILITIES, capabilitiesOf, type Capability } from "../../../shared/permissions.ts";
import type { Hello, LiveAnswer, PersonPresence, Welcome } from "../../../shared/protocol/frames.ts";
import { PROTOCOL_VERSION } from "../../../shared/protocol/frames.ts";
import type { RoomEvent } from "../../../shared/protocol/events.ts";
import { cleanName } from "../../../shared/text.ts";
import type { Actor, Caller, Command, RenameCommand } from "./commands.ts";
import { markDelivered, markRead, visibleCursors } from "./cursors.ts";
import type { Done } from "./effects.ts";
import { type Refusal, refuse } from "./errors.ts";
import { catchUp } from "./history.ts";
import { changeRole, invite, leave, putMember, remove } from "./members.ts";
import { deleteMessage, edit, send } from "./messages.ts";
import { moderate } from "./moderation.ts";
import { react } from "./reactions.ts";
import type { RoomSpec } from "./room-spec.ts";
import { appendEvent, nextSeq } from "./rows/log.ts";
import { roleOf } from "./rows/member-row.ts";
import { findRoom, kindOf, readRoom } from "./rows/room-row.ts";
import { nextBeat } from "../../storage/schedule.ts";
import { schedule } from "./tasks.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { ask, choose } from "./turns/ask.ts";
import { takeOver } from "./turns/takeover.ts";
import { merge, move } from "./turns/queue.ts";
import { stop } from "./turns/stop.ts";
import { markAi } from "./ai-exclusion.ts";
import { answersBuiltOn, restrictEvents, restrictPage } from "./restricted-answers.ts";

// ---- beginning

/** What a new or restored history is marked with. `generation` is raised by hand after a backup was restored. */
export interface Origin {
  generation: string;
  newEpoch: () => string;
  now: number;
}

/** Makes the room; one that is there already stays as it is. */
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
  return { effects: [{ type: "arm" }] };
}

/** Begins a new epoch when the history was restored from a backup: numbers that clients hold may be other events now. */
export function renewEpochIfRestored(store: SqlStore, origin: Origin): void {
  const room = findRoom(store);
  if (room === null || room.generation === origin.generation) return;
  store.run("UPDATE room SET epoch = ?, generation = ?", origin.newEpoch(), origin.generation);
  schedule(store, { task: "inboxes" }, nextBeat(origin.now));
  schedule(store, { task: "directory" }, nextBeat(origin.now));
}

// ---- coming in

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
  return {
    welcome: {
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
    },
    events: missing.type === "missed" ? restrictEvents(missing.events, restricted) : [],
  };
}

// ---- commands

/**
 * Decides on one command and writes what it changes. Run it inside a transaction; the effects are to be performed in
 * the same synchronous step after it. The actor's role is read here, at each command, so that a change holds at once.
 * Both the role and the scopes must allow it.
 */
export function handle(
  store: SqlStore,
  command: Command,
  { user, scopes }: Caller,
  now: number,
): Done | Refusal {
  const role = roleOf(store, user);
  // An agent speaks in its turns alone.
  if (role === null || isAgentId(user)) return refuse.notMember();
  const actor: Actor = { user, role, scopes, now };
  const capability = needs[command.type];
  if (!can(role, capability, kindOf(store))) return refuse.notAllowed("do this here");
  if (!scopes.has(capability)) return refuse.outOfScope(capability);
  const outcome = decide(store, command, actor);
  if ("refused" in outcome || !outcome.effects.some((effect) => effect.type === "publish")) return outcome;
  schedule(store, { task: "inboxes" }, nextBeat(now));
  return { ...outcome, effects: [...outcome.effects, { type: "arm" }] };
}

/** The capability without which a command is not looked at. Those that touch other people ask for more, in their rules. */
const needs: Record<Command["type"], Capability> = {
  send: "write",
  edit: "write",
  delete: "write",
  react: "write",
  read: "read",
  delivered: "read",
  leave: "read",
  invite: "invite",
  remove: "manage",
  role: "manage",
  rename: "manage",
  ai: "write",
  ask: "write",
  stop: "write",
  move: "steer",
  merge: "steer",
  choose: "write",
  takeover: "takeOver",
  moderate: "manage",
};

function decide(store: SqlStore, command: Command, actor: Actor): Done | Refusal {
  switch (command.type) {
    case "send":
      return send(store, command, actor);
    case "edit":
      return edit(store, command, actor);
    case "delete":
      return deleteMessage(store, command, actor);
    case "react":
      return react(store, command, actor);
    case "read":
      return markRead(store, command, actor);
    case "delivered":
      return markDelivered(store, command, actor);
    case "invite":
      return invite(store, command, actor);
    case "remove":
      return remove(store, command, actor);
    case "leave":
      return leave(store, actor);
    case "role":
      return changeRole(store, command, actor);
    case "rename":
      return rename(store, command, actor);
    case "ai":
      return markAi(store, command, actor);
    case "ask":
      return ask(store, command, actor);
    case "stop":
      return stop(store, command, actor);
    case "move":
      return move(store, command, actor);
    case "merge":
      return merge(store, command, actor);
    case "choose":
      return choose(store, command, actor);
    case "takeover":
      return takeOver(store, command, actor);
    case "moderate":
      return moderate(store, command, actor);
    default:
      return assertNever(command);
  }
}

function rename(store: SqlStore, command: RenameCommand, actor: Actor): Done | Refusal {
  const name = cleanName(command.name);
  if (name === null) return refuse.badName();
  if (readRoom(store).name === name) return { effects: [] };
  const seq = nextSeq(store);
  store.run("UPDATE room SET name = ?", name);
  const event = appendEvent(store, { type: "room.renamed", seq, at: actor.now, by: actor.user, name });
  schedule(store, { task: "directory" }, nextBeat(actor.now));
  return { seq, effects: [{ type: "publish", event }] };
}
