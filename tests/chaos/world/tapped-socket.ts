import { isRoomId } from "../../../shared/ids.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { PING, PONG } from "../../../shared/protocol/frames.ts";
import type { ClientHistory } from "../history.ts";
import type { Recorder } from "../recorder.ts";

/** The platform's WebSocket, which records every frame of one client before it is processed. */
export function tappedSocket(recorder: Recorder, client: ClientHistory): typeof WebSocket {
  return class extends WebSocket {
    readonly #room: RoomId;
    readonly #number = recorder.nextSocket();

    constructor(url: string | URL) {
      super(url);
      this.#room = roomIn(url);
      this.addEventListener("message", ({ data }) => {
        if (data !== PONG) recorder.received(client, this.#room, this.#number, data);
      });
      this.addEventListener("close", ({ code }) =>
        recorder.note(client, { type: "closed", room: this.#room, socket: this.#number, code }),
      );
    }

    override send(text: string): void {
      // Recorded before sending, so that its effects are recorded after it.
      if (text !== PING && text !== "not json") recorder.sent(client, this.#room, this.#number, text);
      super.send(text);
    }
  };
}

/** `…/rooms/<room>/socket` */
function roomIn(url: string | URL): RoomId {
  const room = new URL(url).pathname.split("/").find(isRoomId);
  if (room === undefined) throw new Error(`no room in ${url}`);
  return room;
}
