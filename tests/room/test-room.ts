import type { UserId } from "../../shared/ids.ts";
import { ALL_SCOPES, type Role, type RoomKind, type Scopes } from "../../shared/permissions.ts";
import type { ErrorCode } from "../../shared/protocol/codes.ts";
import type { RoomEvent } from "../../shared/protocol/events.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { Hello, Welcome } from "../../shared/protocol/frames.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import { applyEvent, type RoomView, viewFromSnapshot, withLive } from "../../shared/room-view.ts";
import { makeId } from "../../shared/ids.ts";
import type { NewTask } from "../../shared/tasks.ts";
import type { Command } from "../../server/rules/room/commands/command.ts";
import { ruleOf } from "../../server/rules/room/commands/index.ts";
import type { Done } from "../../server/rules/room/effects.ts";
import { eventsBetween } from "../../server/rules/room/history.ts";
import { roomMigrations } from "../../server/rules/room/migrations.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { type Arrival, arrive, createRoom, handle } from "../../server/rules/room/room.ts";
import { readRoom } from "../../server/rules/room/rows/room-row.ts";
import { names, newMessageId, newRoomId, organization } from "../support/people.ts";
import { type NodeSql, nodeSql } from "../support/node-sql.ts";
import { TestAttempts } from "./test-attempts.ts";

const device = makeId("dev", (bytes) => bytes);

/** The rules of one room with a database in memory and a clock that the test moves. */
export interface TestRoom {
  store: NodeSql;
  clock: { now: number };
  /** Handles a command in a transaction, as the shell does. */
  does(user: UserId, command: Command, scopes?: Scopes): Done | { refused: ErrorCode; message: string };
  /** Sends a text, which must be accepted; returns its seq. */
  says(user: UserId, text: string, more?: { replyTo?: Seq; mentions?: UserId[]; task?: NewTask }): Seq;
  /** The code with which a command is refused; null if it is accepted. */
  refuses(user: UserId, command: Command, scopes?: Scopes): ErrorCode | null;
  hello(user: UserId, since?: Seq | null, epoch?: string | null, scopes?: Scopes): Arrival;
  /** The view of a fresh snapshot for this person. */
  fresh(user: UserId): RoomView;
  events(since?: Seq): RoomEvent[];
  head(): Seq;
  /** The attempts that the rules have started and not ended, as the shell would run them. */
  attempts: TestAttempts;
}

export function testRoom(members: [UserId, Role][], kind: RoomKind = "group"): TestRoom {
  const store = nodeSql();
  const clock = { now: 1_800_000_000_000 };
  migrate(store, roomMigrations);
  const [creator] = members[0] ?? [];
  if (creator === undefined) throw new Error("a room begins with somebody");
  createRoom(
    store,
    {
      id: newRoomId(),
      organization,
      kind,
      name: "garden",
      createdBy: creator,
      members: members.map(([user, role]) => ({ user, name: names[user] ?? "Somebody", role })),
    },
    { generation: "0", newEpoch: () => "epoch-0", now: clock.now },
  );

  const attempts = new TestAttempts(store, clock);
  const does: TestRoom["does"] = (user, command, scopes = ALL_SCOPES) => {
    attempts.settle();
    const outcome = store.transaction(() => handle(store, command, { user, scopes }, clock.now));
    const ended = "effects" in outcome && outcome.effects.some(({ type }) => type === "endTurn");
    if (ended && !ruleOf(command.type).endsTurns) throw new Error(`${command.type} ended a turn unannounced`);
    return attempts.follow(outcome);
  };

  const hello: TestRoom["hello"] = (user, since = null, epoch = null, scopes = ALL_SCOPES) => {
    const frame: Hello = { type: "hello", version: PROTOCOL_VERSION, device, since, epoch };
    const arrival = arrive(
      store,
      frame,
      { user, scopes },
      { now: clock.now, presence: [], live: attempts.live() },
    );
    if ("refused" in arrival) throw new Error(arrival.message);
    return arrival;
  };

  return {
    store,
    clock,
    does,
    says(user, text, more = {}) {
      const outcome = does(user, { type: "send", id: newMessageId(), text, ...more });
      if ("refused" in outcome || outcome.seq === undefined) throw new Error(JSON.stringify(outcome));
      return outcome.seq;
    },
    refuses(user, command, scopes) {
      const outcome = does(user, command, scopes);
      return "refused" in outcome ? outcome.refused : null;
    },
    hello,
    attempts,
    fresh: (user) => viewFromArrival(hello(user)),
    events: (since = 0) => eventsBetween(store, since, Infinity),
    head: () => readRoom(store).head,
  };
}

export function viewFromArrival({ welcome }: { welcome: Welcome }): RoomView {
  if (welcome.reset === null) throw new Error("no snapshot came");
  return withLive(viewFromSnapshot(welcome, welcome.reset), welcome.live);
}

export function catchUpView(view: RoomView, events: readonly RoomEvent[]): RoomView {
  return events.reduce(applyEvent, view);
}
