/** Runs the tasks of a desk's alarm. Every task may run twice. */
import { assertNever } from "../../../shared/assert-never.ts";
import type { RoomId, UserId } from "../../../shared/ids.ts";
import { can } from "../../../shared/permissions.ts";
import { findWidgetOfRoom, termsOf } from "../../directory/desk-visitors.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findMembership } from "../../directory/organizations.ts";
import { readDesk } from "../../rules/desk/desk.ts";
import { PRESENCE_SWEEP } from "../../../shared/limits.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { Env } from "../../bindings/env.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { endSnoozes } from "../../rules/desk/change.ts";
import { findRow } from "../../rules/desk/conversations.ts";
import { noteLate, noteWidget, setTerms } from "../../rules/desk/keep-clock.ts";
import { readLine } from "../../rules/desk/line.ts";
import { nameOf } from "../../rules/desk/supporters.ts";
import type { DeskTask } from "../../rules/desk/tasks.ts";
import { leaseLapsed } from "../../rules/room/presence.ts";
import type { Connections, OpenSocket } from "../../sockets/connections.ts";
import type { RunTask } from "../../storage/alarm.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { mailAnswers } from "./mail-answers.ts";

export interface DeskTaskPorts {
  env: Env;
  store: SqlStore;
  connections: Connections;
  change: <Result>(work: () => Result) => Result;
  /** Indexes the words of some changed conversations. Returns whether some are left. */
  index: () => boolean;
  dismiss: (user: UserId) => void;
  lastPong: (socket: OpenSocket) => Date | null;
}

/** Expected minutes change with the clock, so people in line are told again after this time, milliseconds. */
const TELL_LINE_AGAIN = 60_000;

export function deskTasks(ports: DeskTaskPorts): RunTask<DeskTask> {
  return async (task) => {
    switch (task.task) {
      case "join":
        await join(ports, task.room);
        return null;
      case "lines":
        return tellLines(ports, Date.now());
      case "wake":
        return ports.change(() => endSnoozes(ports.store, Date.now()));
      case "terms":
        return findTerms(ports, task.room, Date.now());
      case "late":
        return ports.change(() => noteLate(ports.store, Date.now()));
      case "index":
        return ports.index() ? Date.now() : null;
      case "mail":
        return mailAnswers(ports, task.room, Date.now());
      case "look":
        return look(ports, Date.now());
      default:
        return assertNever(task);
    }
  };
}

/** Who is assigned becomes a member, so that they can answer. */
async function join({ env, store }: DeskTaskPorts, room: RoomId): Promise<void> {
  const user = findRow(store, room)?.assignee ?? null;
  const name = user === null ? null : nameOf(store, user);
  if (user === null || name === null) return;
  await roomStub(env, room).addMember({ user, name, role: "member" });
}

/** A conversation is noted in the directory before its room is made. Later than this it has no widget any more, milliseconds. */
const KNOWN_AFTER = 60_000;
const LOOK_AGAIN = 5_000;

async function findTerms(
  { env, store, change }: DeskTaskPorts,
  room: RoomId,
  now: number,
): Promise<number | null> {
  const { organization } = readDesk(store);
  const row = findRow(store, room);
  if (organization === null || row === null) return null;
  const widget = await findWidgetOfRoom(openDirectory(env.DB), organization, room);
  if (widget === null && now - row.created_at < KNOWN_AFTER) return now + LOOK_AGAIN;
  change(() => {
    noteWidget(store, room, widget?.id ?? "");
    if (widget !== null) setTerms(store, widget.id, termsOf(widget), now);
  });
  return null;
}

async function tellLines({ env, store }: DeskTaskPorts, now: number): Promise<number | null> {
  const line = readLine(store, now);
  const told = await Promise.allSettled(
    line.map(async ({ room, requestedAt, place, minutes }) =>
      roomStub(env, room).tellLine(requestedAt, { place, minutes }),
    ),
  );
  const failure = told.find((each) => each.status === "rejected");
  if (failure !== undefined) throw failure.reason;
  return line.length === 0 ? null : now + TELL_LINE_AGAIN;
}

/** A role may change while the desk is open. */
async function dismissFormer({ env, store, connections, dismiss }: DeskTaskPorts): Promise<void> {
  const { organization } = readDesk(store);
  if (organization === null) return;
  const directory = openDirectory(env.DB);
  for (const user of new Set([...connections.all()].map(({ state }) => state.user))) {
    const membership = await findMembership(directory, organization, user);
    if (membership === null || !can(membership.organization.role, "takeOver", "organization")) dismiss(user);
  }
}

/** Closes sockets that nothing was heard from. Returns when to look again, while anybody is connected. */
async function look(ports: DeskTaskPorts, now: number): Promise<number | null> {
  const { connections, lastPong } = ports;
  for (const socket of [...connections.all()]) {
    const lastHeard = Math.max(socket.lastFrameAt, lastPong(socket)?.getTime() ?? 0);
    if (leaseLapsed(lastHeard, now))
      connections.close(socket, CLOSE.tooSlow, "Nothing was heard from this device.");
  }
  await dismissFormer(ports);
  return connections.isEmpty() ? null : now + PRESENCE_SWEEP;
}
