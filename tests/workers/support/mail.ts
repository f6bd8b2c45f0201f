/** Gives mails to the Worker's own handler, as Email Routing does. */
import { env } from "cloudflare:workers";
import { makeReplyAddress, replySecretsOf } from "../../../server/directory/reply-addresses.ts";
import worker from "../../../server/index.ts";
import type { RoomId, VisitorId } from "../../../shared/ids.ts";
import type { Message } from "../../../shared/protocol/events.ts";
import { MIRA } from "../../support/mails.ts";
import { roomOf } from "./desk.ts";

export interface Delivery {
  /** Null: it was accepted. */
  rejected: string | null;
  /** Bytes that were read. */
  read: number;
}

const PIECE = 64 * 1024;

export interface Envelope {
  to: string;
  from?: string;
  bindings?: typeof env;
  /** As the platform says it, if that is not true. */
  rawSize?: number;
}

/** The mail comes in pieces, and only as many as are asked for. */
export async function deliver(
  raw: string | Uint8Array,
  { to, from = MIRA, bindings = env, rawSize }: Envelope,
): Promise<Delivery> {
  const bytes = typeof raw === "string" ? new TextEncoder().encode(raw) : raw;
  const delivery: Delivery = { rejected: null, read: 0 };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = bytes.slice(delivery.read, delivery.read + PIECE);
        delivery.read += piece.length;
        if (piece.length === 0) controller.close();
        else controller.enqueue(piece);
      },
    },
    { highWaterMark: 0 },
  );
  const never = () => Promise.reject(new Error("nothing is answered or forwarded"));
  const message = {
    ...{ from, to, raw: stream, rawSize: rawSize ?? bytes.length, headers: new Headers() },
    canBeForwarded: true,
    setReject: (reason: string) => void (delivery.rejected = reason),
    forward: never,
    reply: never,
  };
  await worker.email(message, bindings);
  return delivery;
}

export async function replyAddress(
  room: RoomId,
  visitor: VisitorId,
  email = MIRA,
  now = Date.now(),
): Promise<string> {
  const secrets = replySecretsOf(env);
  if (secrets === null) throw new Error("this server takes no replies");
  return makeReplyAddress(secrets, { room, visitor, email }, now);
}

/** The messages that are not the AI's, oldest first. */
export async function messagesIn(room: RoomId): Promise<Message[]> {
  const look = await roomOf(room).look(null);
  if (look?.type !== "snapshot") throw new Error("no such conversation");
  return look.snapshot.timeline.messages
    .filter(({ author }) => !author.startsWith("agent_"))
    .sort((a, b) => a.seq - b.seq);
}
