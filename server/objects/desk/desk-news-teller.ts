/** Tells supporters what has changed at the desk. */
import type { DeskFrame } from "../../../shared/desk.ts";
import type { UserId } from "../../../shared/ids.ts";
import { beginning, changedAfter } from "../../rules/desk/conversations.ts";
import { countQueues } from "../../rules/desk/counts.ts";
import { readDesk, settingsOf } from "../../rules/desk/desk.ts";
import { goneAfter } from "../../rules/desk/forget.ts";
import { listSupporters } from "../../rules/desk/supporters.ts";
import { type Connections, type OpenSocket, trySend } from "../../sockets/connections.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Conversations that a supporter's device gets at the beginning. Closed ones are asked for in pages. */
const OPEN_AT_FIRST = 500;
const CLOSED_AT_FIRST = 50;
/** A device that is further behind begins anew. */
const MOST_CHANGES = 500;

export class DeskNewsTeller {
  readonly #store: SqlStore;
  readonly #connections: Connections;
  /** Everybody connected knows the desk up to here. */
  #told = 0;
  #hereTold = "";

  constructor(store: SqlStore, connections: Connections) {
    this.#store = store;
    this.#connections = connections;
  }

  /** The object has started: every change before was told in the same step in which it was made. */
  woke(): void {
    this.#told = readDesk(this.#store).head;
  }

  /** People with an open desk, each once. */
  here(): UserId[] {
    const users = [...this.#connections.all()].flatMap(({ state }) =>
      state.device === null ? [] : [state.user],
    );
    return [...new Set(users)];
  }

  /** Answers `hello`: everything, or what has changed since `since`. */
  greet(socket: OpenSocket, since: number | null, epoch: string | null, now: number): void {
    const desk = readDesk(this.#store);
    const isBehind =
      since !== null && epoch === desk.epoch && since <= desk.head && desk.head - since <= MOST_CHANGES;
    const frame = isBehind ? this.#changes(since) : this.#everything();
    trySend(socket, this.#encode(frame, socket.state.user, now));
  }

  /** Tells all devices what they do not know. */
  tell(now: number): void {
    const desk = readDesk(this.#store);
    const here = JSON.stringify(listSupporters(this.#store, this.here()));
    const since = this.#told;
    if (since === desk.head && here === this.#hereTold) return;
    this.#told = desk.head;
    this.#hereTold = here;
    const frame = this.#changes(since);
    for (const user of this.here()) {
      const encoded = this.#encode(frame, user, now);
      this.#connections.broadcast(encoded, (state) => state.user === user);
    }
  }

  #changes(since: number): Pick<DeskFrame, "complete" | "conversations" | "gone"> {
    return {
      complete: false,
      conversations: changedAfter(this.#store, since),
      gone: goneAfter(this.#store, since),
    };
  }

  #everything(): Pick<DeskFrame, "complete" | "conversations" | "gone"> {
    return {
      complete: true,
      conversations: beginning(this.#store, OPEN_AT_FIRST, CLOSED_AT_FIRST),
      gone: [],
    };
  }

  #encode(frame: Pick<DeskFrame, "complete" | "conversations" | "gone">, user: UserId, now: number): string {
    const { epoch, head } = readDesk(this.#store);
    return JSON.stringify({
      type: "desk",
      ...frame,
      epoch,
      head,
      counts: countQueues(this.#store, user, now),
      here: listSupporters(this.#store, this.here()),
      settings: settingsOf(this.#store),
    } satisfies DeskFrame);
  }
}
