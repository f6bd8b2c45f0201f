import { MAX_BAD_FRAMES_PER_MINUTE } from "../../shared/limits.ts";
import { CLOSE } from "../../shared/protocol/codes.ts";
import type { ErrorFrame } from "../../shared/protocol/frames.ts";
import type { Parsed } from "../../shared/protocol/parse.ts";
import { type Connections, type OpenSocket, trySend } from "./connections.ts";

/**
 * Answers a frame that cannot be parsed with an error and keeps the socket open. The socket is closed (4400) at the last frame of
 * MAX_BAD_FRAMES_PER_MINUTE. `now` is the server clock, milliseconds.
 */
export function refuseBadFrame(
  { code, ref }: Extract<Parsed, { ok: false }>,
  socket: OpenSocket,
  connections: Connections,
  now: number,
): void {
  socket.badFrames = [...socket.badFrames.filter((at) => at > now - 60_000), now];
  if (socket.badFrames.length >= MAX_BAD_FRAMES_PER_MINUTE) {
    return connections.close(socket, CLOSE.malformed, "Too many frames that make no sense.");
  }
  const message =
    code === "bad_json" ? "This frame is no JSON." : "This frame has no shape that is known here.";
  const answer: ErrorFrame = { type: "error", code, message, ...(ref === undefined ? {} : { ref }) };
  trySend(socket, JSON.stringify(answer));
}
