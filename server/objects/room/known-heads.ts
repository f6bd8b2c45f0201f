import { isVisitorId, type UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Done } from "../../rules/room/effects.ts";
import type { Witness } from "../../rules/room/witness.ts";
import { decodeKnownHead } from "../../sockets/known-head.ts";

/** One inbox may be new, or restored together with the room; several of them together hardly are. */
const ASKED_AFTER_START = 3;

interface Ports {
  /** Runs the rule in one transaction. */
  hear: (witness: Witness) => Done;
  perform: (effects: Done["effects"]) => void;
  /** The head that this person's inbox knows; null if it knows none. */
  askInbox: (user: UserId) => Promise<{ epoch: string; head: Seq } | null>;
  report: (error: unknown) => void;
}

/**
 * Compares the room with the heads that others know: devices, inboxes and the directory. A room that is behind one of them has lost
 * events, and begins a new epoch. See `server/rules/room/witness.ts`.
 */
export class KnownHeads {
  readonly #ports: Ports;
  readonly #asked = new Set<UserId>();

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /**
   * Returns whether the room begins a new epoch. All sockets are closed then. Commands that wait are not flushed: a socket that says hello
   * would get their events before its welcome.
   */
  hear(witness: Witness): boolean {
    const { effects } = this.#ports.hear(witness);
    if (effects.length > 0) this.#ports.perform(effects);
    return effects.length > 0;
  }

  /** The head of the directory comes with the request of a socket. It never throws, as everything in `onConnect`. */
  hearDirectory({ headers }: Request): void {
    try {
      const known = decodeKnownHead(headers);
      if (known !== null) this.hear({ by: "server", ...known });
    } catch (error) {
      this.#ports.report(error);
    }
  }

  /** Asks the inboxes of the first people who come after a start. */
  arrived(user: UserId): void {
    // A visitor has no inbox.
    if (isVisitorId(user) || this.#asked.size >= ASKED_AFTER_START || this.#asked.has(user)) return;
    this.#asked.add(user);
    this.#ask(user).catch((error: unknown) => this.#ports.report(error));
  }

  async #ask(user: UserId): Promise<void> {
    const known = await this.#ports.askInbox(user);
    if (known !== null) this.hear({ by: "server", ...known });
  }
}
