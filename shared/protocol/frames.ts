/**
 * The wire: JSON text frames, one object each, told apart by `type`. `docs/protocol.md` numbers the rules.
 *
 * Every durable change reaches everyone as an event in an `events` frame. For a `send` that event, come back to its
 * author, is the acknowledgement; every other command, and a `send` that was stored before, is answered by `ok` or
 * `error` with the command's `ref`.
 */
export type * from "./ref.ts";
export type * from "./presence.ts";
export type * from "./client-frames.ts";
export type * from "./ai-frames.ts";
export type * from "./receipt-frames.ts";
export type * from "./server-frames.ts";
export type * from "./inbox-frames.ts";
export type * from "./inbox-settings.ts";
export type * from "./window-frames.ts";
export type * from "./people-frames.ts";
export type * from "./composer-frames.ts";

/** Changes when an old client would misread a new server. The socket says it in `hello`; another is closed (4426). */
export const PROTOCOL_VERSION = 2;

/** The text that keeps a socket alive, and its answer, which the platform gives without waking the room. */
export const PING = "ping";
export const PONG = "pong";
