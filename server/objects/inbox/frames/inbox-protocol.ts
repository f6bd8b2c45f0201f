import type { Capability } from "../../../../shared/permissions.ts";
import type { ErrorFrame, InboxFrame, Ref } from "../../../../shared/protocol/frames.ts";
import { parseInboxFrame } from "../../../../shared/protocol/parse-inbox.ts";
import { beginning } from "../../../rules/inbox/answer.ts";
import { refuse } from "../../../rules/room/errors.ts";
import { type OpenSocket, trySend } from "../../../sockets/connections.ts";
import { type FrameTable, rateOf, rowOf } from "../../../sockets/frame-table.ts";
import type { Protocol } from "../../../sockets/gate.ts";
import { scopesOfBits } from "../../../sockets/scope-bits.ts";
import type { Inbox } from "./inbox.ts";
import { inboxFrames, type InboxRequest } from "./inbox-frames.ts";

const frames: FrameTable<InboxRequest, Inbox> = inboxFrames;

/** The protocol that the gate uses for an inbox. */
export function inboxProtocol(inbox: Inbox): Protocol<InboxRequest> {
  return {
    // The edge connects an inbox only to its owner.
    connect: () => null,
    parse: parseInboxFrame,
    hello: (socket, _, now) => {
      greet(socket, inbox, now);
      return null;
    },
    caughtUp: () => undefined,
    rate: (frame) => rateOf(frames, frame, inbox),
    receive: (frame, socket, now) => {
      const { needs } = inboxFrames[frame.type];
      if (!scopesOfBits(socket.state.scopes).has(needs)) return refuseScope(frame, needs, socket);
      return rowOf(frames, frame).answer(frame, socket, inbox, now);
    },
    report: inbox.report,
  };
}

/** A frame without a `ref` is a signal. Signals are never answered, so their refusal is silent. */
function refuseScope({ ref }: { ref?: Ref }, needs: Capability, socket: OpenSocket): void {
  if (ref === undefined) return;
  const { refused: code, message } = refuse.outOfScope(needs);
  trySend(socket, JSON.stringify({ type: "error", ref, code, message } satisfies ErrorFrame));
}

/** Answers `hello` with the most important part of the list, and the person's own presence and status. */
function greet(socket: OpenSocket, { store, drafts, presence, largeRooms }: Inbox, now: number): void {
  const list: InboxFrame = { ...beginning(store, now), you: socket.state.user, drafts: drafts.marks() };
  trySend(socket, JSON.stringify(list));
  presence.came(socket);
  largeRooms.opened(now);
}
