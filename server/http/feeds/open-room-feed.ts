/**
 * A room's events for a program that reads them over HTTP. The Worker holds a socket to the room, as a device does, so the room rests while
 * nothing happens. Nobody is present by it, and it marks nothing as read.
 */
import { MAX_CATCH_UP_EVENTS } from "../../../shared/limits.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import {
  PROTOCOL_VERSION,
  type Hello,
  type ServerFrame,
  type Welcome,
} from "../../../shared/protocol/frames.ts";
import type { Env } from "../../bindings/env.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { openDirectory } from "../../directory/directory.ts";
import { grantIsValid } from "../../directory/grants.ts";
import { newId } from "../../directory/random-ids.ts";
import type { RoomRow } from "../../directory/rooms.ts";
import { unreadableInRoom } from "../../knowledge/libraries/unreadable-libraries.ts";
import type { Principal } from "../../principals/principal.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { refuse } from "../../rules/room/errors.ts";
import { scopeBits } from "../../sockets/scope-bits.ts";
import { DAMAGED_MESSAGE } from "../../storage/storage-fault.ts";
import { ownRequest } from "../sockets/clean-request.ts";
import { knownHead } from "../sockets/open-socket.ts";
import type { FeedPosition } from "./position.ts";
import { ReceivedFrames } from "./received-frames.ts";

/** Why a feed has ended. `interrupted`: the room starts again, or begins a new epoch. `closed`: whoever opened it has closed it. */
export type FeedEnd =
  "revoked" | "removed" | "gone" | "slow" | "too_many" | "damaged" | "interrupted" | "closed";

export interface RoomFeed {
  /** How the room stands: its epoch and head, and running answers with their text so far. */
  welcome: Welcome;
  /** Where the frames begin: after this event. */
  from: { seq: number; epoch: string };
  /** False: the position that was asked for names nothing in this room any more, so whoever reads starts anew. */
  isContinued: boolean;
  /** All that the room sends, as it comes, to one reader. `events` have every event after `from`, once and in order. */
  frames: AsyncIterable<ServerFrame>;
  /** Null while it is open. */
  end: () => FeedEnd | null;
  close: () => void;
}

/**
 * Opens the room for this principal, whose right to read it the caller has checked. `since`: null for what happens from now on. Throws a
 * problem if the room does not take it.
 */
export async function openRoomFeed(
  env: Env,
  principal: Principal,
  room: RoomRow,
  { since }: { since: FeedPosition | null },
): Promise<RoomFeed> {
  const { user, grant, scopes } = principal;
  const { organization } = room;
  const unreadable = await unreadableInRoom(env.DB, { organization, user, room });
  const opener = {
    user,
    grant,
    scopes: scopeBits(scopes),
    feed: true as const,
    ...(unreadable.length > 0 && { unreadable }),
  };
  const object = roomStub(env, room.id);
  const { webSocket } = await object.fetch(ownRequest(opener, knownHead(room)));
  if (webSocket === null) throw unavailable();
  const received = new ReceivedFrames(webSocket);
  received.send({
    type: "hello",
    version: PROTOCOL_VERSION,
    device: newId("dev"),
    since: since?.seq ?? null,
    epoch: since?.epoch ?? null,
  } satisfies Hello);
  const welcome = await received.next();
  if (welcome?.type !== "welcome") {
    received.close();
    throw problemOf(received.code);
  }
  void endIfRevoked();

  const { epoch, head } = welcome;
  const missing = since === null ? { type: "nothing" as const } : missingIn(welcome, since);
  if (missing.type === "impossible") {
    received.close();
    const { refused, message } = refuse.badSeq();
    throw new Problem(refused, message);
  }
  const isContinued = missing.type !== "everything";

  return {
    welcome,
    from: { epoch, seq: since === null || !isContinued ? head : since.seq },
    isContinued,
    frames: frames(missing.type === "pages" ? missing.after : head),
    end: () => endOf(received.code),
    close: () => received.close(),
  };

  /** First what the room has not sent because it was too much at once. */
  async function* frames(after: number): AsyncGenerator<ServerFrame> {
    for (let at = after; at < head;) {
      const events = await object.log(user, { since: at, upTo: head }, unreadable);
      if (events === null || received.code === CLOSE.unauthenticated) break;
      if (events.length > 0) yield { type: "events", events };
      at = events.at(-1)?.seq ?? at + MAX_CATCH_UP_EVENTS;
    }
    for (let frame = await received.next(); frame !== null; frame = await received.next()) yield frame;
  }

  /** The grant may have been revoked while the socket was being opened, and its revocation may have been before the socket. */
  async function endIfRevoked(): Promise<void> {
    try {
      const isValid = await grantIsValid(openDirectory(env.DB), grant, organization);
      if (!isValid) received.close(CLOSE.unauthenticated);
    } catch (error) {
      console.error("a feed's grant was not looked at again", { error });
    }
  }
}

type Missing =
  | { type: "nothing" }
  /** The room has not sent it, because it is too much: it is read in pages after this event. */
  | { type: "pages"; after: number }
  /** Its position is of another epoch, or the room has lost it. */
  | { type: "everything" }
  /** The program names an event that the room never had. */
  | { type: "impossible" };

function missingIn({ reset, epoch, head }: Welcome, since: FeedPosition): Missing {
  if (reset === null) return { type: "nothing" };
  if (since.epoch !== null && since.epoch !== epoch) return { type: "everything" };
  if (since.seq <= head) return { type: "pages", after: since.seq };
  return since.epoch === null ? { type: "impossible" } : { type: "everything" };
}

function endOf(code: number | null): FeedEnd | null {
  switch (code) {
    case null:
      return null;
    case 1000:
      return "closed";
    case CLOSE.unauthenticated:
      return "revoked";
    case CLOSE.forbidden:
      return "removed";
    case CLOSE.notFound:
      return "gone";
    case CLOSE.tooSlow:
      return "slow";
    case CLOSE.tooFast:
      return "too_many";
    case CLOSE.damaged:
      return "damaged";
    default:
      return "interrupted";
  }
}

/** The room has closed the socket before it was open. */
function problemOf(code: number | null): Problem {
  switch (endOf(code)) {
    case "revoked":
      return new Problem("unauthenticated", "Sign in first.");
    case "removed":
    case "gone":
      return notFound();
    case "too_many":
      return new Problem("rate_limited", "Too many requests. Wait a minute.", 60_000);
    case "damaged":
      return new Problem("damaged", DAMAGED_MESSAGE);
    case "slow":
    case "interrupted":
    case "closed":
    case null:
      return unavailable();
  }
}

const unavailable = () => new Problem("unavailable", "Try again later.", 1_000);
