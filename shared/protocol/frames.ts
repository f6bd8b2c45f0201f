/**
 * The wire format: JSON text frames, one object each, distinguished by `type`. The rules are numbered in `docs/protocol`.
 *
 * Every durable change reaches everyone as an event in an `events` frame. For a `send`, this event is also the acknowledgement
 * to its author. Every other command, and a `send` that was already stored, is answered by `ok` or `error` with the command's
 * `ref`.
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

/** Increases when an old client would misread a new server. The socket sends it in `hello`; another version is closed (4426). */
export const PROTOCOL_VERSION = 2;

/** The keep-alive text and its answer, which the platform sends without waking the room. */
export const PING = "ping";
export const PONG = "pong";
