import type { DeskSignal } from "../../../shared/desk.ts";
import type { RoomId, UserId } from "../../../shared/ids.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { parseDeskFrame } from "../../../shared/protocol/parse-desk.ts";
import { closeReasons } from "../../sockets/close-reasons.ts";
import type { Protocol } from "../../sockets/gate.ts";
import { scopesOfBits } from "../../sockets/scope-bits.ts";
import type { DeskNewsTeller } from "./desk-news-teller.ts";

export interface DeskPorts {
  teller: DeskNewsTeller;
  /** Somebody has opened the desk. */
  came: () => void;
  away: (user: UserId, on: boolean) => void;
  answering: (room: RoomId, user: UserId, on: boolean) => void;
  report: (error: unknown) => void;
}

/** The protocol that the gate uses for a desk. The edge has checked that the person may answer visitors. */
export function deskProtocol(desk: DeskPorts): Protocol<DeskSignal> {
  return {
    connect: ({ scopes }) =>
      scopesOfBits(scopes).has("takeOver")
        ? null
        : { close: CLOSE.forbidden, reason: closeReasons[CLOSE.forbidden] },
    parse: parseDeskFrame,
    hello: (socket, { since, epoch }, now) => {
      desk.teller.greet(socket, since, epoch, now);
      desk.came();
      return null;
    },
    caughtUp: () => undefined,
    rate: () => "signal",
    receive: (frame, socket) => {
      if (frame.type === "away") return desk.away(socket.state.user, frame.on);
      desk.answering(frame.room, socket.state.user, frame.on);
    },
    report: desk.report,
  };
}
