import type { Ref, ServerFrame } from "../../../shared/protocol/frames.ts";
import { type OpenSocket, trySend } from "../../sockets/connections.ts";
import type { QueuedCommand } from "./command-queue.ts";

export function reply(socket: OpenSocket, frame: ServerFrame): void {
  trySend(socket, JSON.stringify(frame));
}

/** A command of a socket. `ref`: null for signals, which are not answered. */
export function queuedFrom(
  socket: OpenSocket,
  ref: Ref | null,
  queued: Omit<QueuedCommand, "decided">,
): QueuedCommand {
  const { command } = queued;
  return {
    ...queued,
    decided(outcome, isTold) {
      if (ref === null) return;
      if ("refused" in outcome) {
        const { refused: code, message } = outcome;
        return reply(socket, { type: "error", ref, code, message });
      }
      // For a newly stored message, the author receives the event as the acknowledgement, so no `ok` is sent.
      const published = outcome.effects.some((effect) => effect.type === "publish");
      const isOwnSend = command.type === "send" && command.composed === undefined;
      if (isOwnSend && published && isTold) return;
      reply(socket, { type: "ok", ref, ...(outcome.seq === undefined ? {} : { seq: outcome.seq }) });
    },
  };
}
