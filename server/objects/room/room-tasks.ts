/** Runs the tasks of a room's alarm. Every task may run twice, and tasks do not wait for each other. */
import { assertNever } from "../../../shared/assert-never.ts";
import { isVisitorId, type ShareId, type TurnId, type UserId } from "../../../shared/ids.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Role } from "../../../shared/permissions.ts";
import { projectRoom } from "../../directory/rooms.ts";
import { forgetSaidIn } from "../../memory/forget-memories.ts";
import { isForgotten } from "../../rules/room/forgotten.ts";
import { deskNews } from "../../rules/room/desk-news.ts";
import { nextBeat } from "../../storage/schedule.ts";
import { openDirectory } from "../../directory/directory.ts";
import { listenersAmong } from "../../directory/notice-listeners.ts";
import { deskStub, inboxStub, searchStub, webhooksStub } from "../../bindings/object-stubs.ts";
import type { Env } from "../../bindings/env.ts";
import {
  type AddressedEntry,
  inboxEntries,
  inboxEntriesOf,
  inboxEntryOf,
  noteTold,
  scheduleListeners,
} from "../../rules/room/inbox-entry.ts";
import { leaseLapsed } from "../../rules/room/presence.ts";
import { currentMembers } from "../../rules/room/rows/member-row.ts";
import { readRoom } from "../../rules/room/rows/room-row.ts";
import { findTurn } from "../../rules/room/rows/turn-row.ts";
import { hookNews } from "../../rules/room/hook-news.ts";
import { hookState, noteHooksTold, setHooks } from "../../rules/room/hooks.ts";
import { votesOf } from "../../rules/room/rows/vote-row.ts";
import { forgetConsumedDrafts, consumedDrafts } from "../../rules/room/consumed-drafts.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { dueOrphans, forgetOrphans } from "../../rules/room/orphan-objects.ts";
import { expireWaiting, nextCollection } from "../../rules/room/uploads.ts";
import type { Witness } from "../../rules/room/witness.ts";
import { searchAbout, searchNewsAfter, searchNewsBefore } from "../../rules/room/search-news.ts";
import { noteTasksTold, taskNews } from "../../rules/room/task-news.ts";
import type { RoomTask } from "../../rules/room/tasks.ts";
import type { RoomPosition } from "../../bindings/message-index.ts";
import type { RunTask } from "../../storage/alarm.ts";
import { attachmentKey, transcriptKey } from "../../bindings/attachment-key.ts";
import type { Connections, OpenSocket } from "../../sockets/connections.ts";
import type { RoomPresence } from "./room-presence.ts";
import { settleTurn } from "./turns/settle-turn.ts";

export interface RoomTaskPorts {
  env: Env;
  store: SqlStore;
  connections: Connections;
  presence: RoomPresence;
  /** Checks running turns. Returns the time of the next check (server clock, milliseconds); null if no turn is running. */
  sweepTurns: (now: number) => number | null;
  /** Ends a turn if nobody has decided on it in time. Returns the time of the next check; null if there is none. */
  expireDecision: (turn: TurnId, now: number) => number | null;
  endShare: (share: ShareId) => void;
  suggestAfter: (turn: TurnId) => Promise<void>;
  /** How far the message index knows this room, as it last said; null if it must be asked. */
  indexed: { position: RoomPosition | null };
  /** An inbox knows this head. */
  heard: (witness: Witness) => void;
  /** When the platform last answered a ping of this socket; null if it never did. */
  lastPong: (socket: OpenSocket) => Date | null;
}

export function roomTasks(ports: RoomTaskPorts): RunTask<RoomTask> {
  return async (task) => {
    switch (task.task) {
      case "inboxes":
        await tellInboxes(ports);
        return null;
      case "listeners":
        await tellListeners(ports);
        return null;
      case "inbox":
        // A visitor has no inbox.
        if (!isVisitorId(task.user)) await tellInbox(ports, task.user);
        return null;
      case "draft":
        if (!isVisitorId(task.user)) await tellConsumedDrafts(ports, task.user);
        return null;
      case "tasks":
        return tellTasks(ports, task.user);
      case "directory":
        await tellDirectory(ports);
        return null;
      case "presence":
        return sweepPresence(ports, Date.now());
      case "turns":
        return ports.sweepTurns(Date.now());
      case "settle":
        await settleTurn(ports.env, ports.store, task.turn);
        return null;
      case "votes":
        await tellVotes(ports, task.turn);
        return null;
      case "suggest":
        await ports.suggestAfter(task.turn);
        return null;
      case "decision":
        return ports.expireDecision(task.turn, Date.now());
      case "attachments":
        return collectAttachments(ports, Date.now());
      case "search":
        return tellSearch(ports);
      case "desk":
        return tellDesk(ports);
      case "hooks":
        return tellHooks(ports);
      case "forget":
        await forgetSaid(ports, task.message);
        return null;
      case "share":
        ports.endShare(task.share);
        return null;
      default:
        return assertNever(task);
    }
  };
}

/** Maximum number of inboxes that are told at the same time. Each is a call to another object. */
const TELL_TOGETHER = 32;

async function tellInboxes(ports: RoomTaskPorts): Promise<void> {
  const { store } = ports;
  const { head } = readRoom(store);
  await tellAll(ports, inboxEntries(store));
  noteTold(store, head);
  scheduleListeners(store, Date.now());
}

/** In a large room: those who are told outside of the app, whomever the news calls. */
async function tellListeners(ports: RoomTaskPorts): Promise<void> {
  const { env, store } = ports;
  const people = currentMembers(store).map(({ user }) => user);
  const { organization } = readRoom(store);
  const listeners = await listenersAmong(openDirectory(env.DB), organization, people);
  await tellAll(ports, inboxEntriesOf(store, listeners));
}

async function tellAll(ports: RoomTaskPorts, entries: readonly AddressedEntry[]): Promise<void> {
  const failures: unknown[] = [];
  for (let i = 0; i < entries.length; i += TELL_TOGETHER) {
    const some = entries.slice(i, i + TELL_TOGETHER);
    const told = await Promise.allSettled(some.map(({ user, entry }) => putEntry(ports, user, entry)));
    for (const each of told) if (each.status === "rejected") failures.push(each.reason);
  }
  // Thrown after all inboxes were tried. The task then repeats; inboxes that already have the entry ignore it.
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} inboxes were not told`);
}

async function tellInbox(ports: Pick<RoomTaskPorts, "env" | "store" | "heard">, user: UserId): Promise<void> {
  const { env, store } = ports;
  const { id, organization, epoch, head } = readRoom(store);
  const entry = inboxEntryOf(store, user);
  if (entry !== null) return putEntry(ports, user, entry);
  await inboxStub(env, organization, user).dropEntry(id, epoch, head);
}

/** Returns when more are told: an inbox takes some at a time. */
async function tellTasks({ env, store }: RoomTaskPorts, user: UserId): Promise<number | null> {
  const news = taskNews(store, user);
  if (news === null) return null;
  await inboxStub(env, readRoom(store).organization, user).putTasks(news);
  noteTasksTold(store, user, news);
  return taskNews(store, user) === null ? null : nextBeat(Date.now());
}

async function tellConsumedDrafts({ env, store }: RoomTaskPorts, user: UserId): Promise<void> {
  const { id, organization } = readRoom(store);
  const consumed = consumedDrafts(store, user);
  const newest = consumed.at(-1);
  if (newest === undefined) return;
  await inboxStub(env, organization, user).consumeDrafts(id, consumed);
  forgetConsumedDrafts(store, user, newest.seq);
}

/** An entry that a newer one has overtaken is older too, so only a head that the room does not have yet is news. */
async function putEntry(
  { env, store, heard }: Pick<RoomTaskPorts, "env" | "store" | "heard">,
  user: UserId,
  entry: InboxEntry,
): Promise<void> {
  const known = await inboxStub(env, readRoom(store).organization, user).putEntry(entry);
  if (known !== null) heard({ by: "server", epoch: entry.epoch, head: known });
}

async function tellDirectory({ env, store }: RoomTaskPorts): Promise<void> {
  const { id: room, epoch, head, name, topic, is_public } = readRoom(store);
  const members = currentMembers(store).flatMap(({ user, role }): { user: UserId; role: Role }[] =>
    role === null ? [] : [{ user, role }],
  );
  await projectRoom(env.DB, { room, epoch, head, name, topic, isPublic: is_public === 1, members });
}

async function tellVotes({ env, store }: RoomTaskPorts, id: TurnId): Promise<void> {
  const turn = findTurn(store, id);
  if (turn === null || turn.answer === null) return;
  const { votes } = votesOf(store, turn.answer);
  const [good, bad] = [votes?.good.length ?? 0, votes?.bad.length ?? 0];
  await env.METER.getByName(readRoom(store).organization).countVotes({ turn: id, good, bad });
}

/** Pause between two steps of telling, ms: the index answers searches in it. */
const SEARCH_PAUSE = 50;

/**
 * Tells the message index one step: that the room begins, what has changed, or else some of the older messages. Returns when the next step
 * is due.
 */
async function tellSearch({ env, store, heard, indexed }: RoomTaskPorts): Promise<number | null> {
  const { id: room, organization, epoch, head } = readRoom(store);
  const index = searchStub(env, organization);
  const known = indexed.position ?? (await index.position(organization, room));
  // Forgotten until the index has answered: then the next attempt asks how far it has come.
  indexed.position = null;
  const told = { organization, room, epoch };
  let next: RoomPosition | null;
  if (known === null || known.epoch !== epoch) {
    next = await index.take({ type: "begin", ...told, head, about: searchAbout(store) });
  } else if (known.head > head) {
    // The room has lost events that the index knows: it begins a new epoch, and then tells everything.
    heard({ by: "server", epoch, head: known.head });
    return null;
  } else if (known.head < head) {
    const news = searchNewsAfter(store, known.head);
    next = await index.take({ type: "changes", ...told, since: known.head, ...news });
  } else if (known.oldest > 1) {
    const older = searchNewsBefore(store, known.oldest);
    next = await index.take({ type: "older", ...told, before: known.oldest, ...older });
  } else {
    indexed.position = known;
    return null;
  }
  indexed.position = next;
  const isDone = next?.epoch === epoch && next.head >= readRoom(store).head && next.oldest <= 1;
  return isDone ? null : Date.now() + SEARCH_PAUSE;
}

/** What happened while it was told is told again: the desk takes only what is newer than what it has. */
async function tellDesk({ env, store }: RoomTaskPorts): Promise<number | null> {
  const news = deskNews(store);
  if (news === null) return null;
  await deskStub(env, news.organization).take(news);
  return readRoom(store).head > news.head ? nextBeat(Date.now()) : null;
}

/**
 * Asks what webhooks want to know, if the room never has, and hands over which events there are. The position moves on only when they are
 * taken. Without webhooks this runs once, after the room was created.
 */
async function tellHooks({ env, store }: RoomTaskPorts): Promise<number | null> {
  const { id: room, organization, kind } = readRoom(store);
  const webhooks = webhooksStub(env, organization);
  if (hookState(store).revision === 0) setHooks(store, await webhooks.wanted(organization, room, kind));
  if (hookState(store).hooks.length === 0) return null;
  const { news, upTo, revision } = hookNews(store);
  const wanted = news.events.length > 0 ? await webhooks.take(news) : null;
  noteHooksTold(store, { upTo, revision });
  if (wanted !== null) setHooks(store, wanted);
  const { hooks, told } = hookState(store);
  return hooks.length > 0 && told < readRoom(store).head ? nextBeat(Date.now()) : null;
}

/** The message may be shown again by now: a held one that was released. */
async function forgetSaid({ env, store }: RoomTaskPorts, message: Seq): Promise<void> {
  if (isForgotten(store, message)) await forgetSaidIn(env.DB, readRoom(store).id, message);
}

/** Deletes stored bytes before the rows that refer to them. Deleting a missing object changes nothing. */
async function collectAttachments({ env, store }: RoomTaskPorts, now: number): Promise<number | null> {
  const room = readRoom(store);
  expireWaiting(store, now);
  const objects = dueOrphans(store, now);
  const keys = objects.map((object) => attachmentKey(room, object));
  if (keys.length > 0) await env.FILES.delete([...keys, ...keys.map(transcriptKey)]);
  forgetOrphans(store, objects);
  return nextCollection(store);
}

/** Closes sockets whose lease has expired and sends the presence changes. Returns the next check while anybody is connected or leaving. */
function sweepPresence({ connections, presence, lastPong }: RoomTaskPorts, now: number): number | null {
  for (const socket of connections.devices()) {
    const lastHeard = Math.max(socket.lastFrameAt, lastPong(socket)?.getTime() ?? 0);
    if (!leaseLapsed(lastHeard, now)) continue;
    connections.close(socket, CLOSE.tooSlow, "Nothing was heard from this device.");
  }
  presence.tell(now);
  return presence.nextLook(now);
}
