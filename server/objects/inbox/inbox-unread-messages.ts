import type { RoomId } from "../../../shared/ids.ts";
import type { UnreadMessages, InboxServerFrame } from "../../../shared/protocol/inbox-frames.ts";
import type { AskUnreadMessages } from "../../../shared/protocol/inbox-client-frames.ts";
import { unreadableLibraries } from "../../knowledge/libraries/unreadable-libraries.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import type { Env } from "../../bindings/env.ts";
import { hasEntry } from "../../rules/inbox/room-entries.ts";
import { findSettings } from "../../rules/inbox/settings.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { type Connections, type OpenSocket, trySend } from "../../sockets/connections.ts";
import { ownerOf } from "../../bindings/inbox-name.ts";

export interface InboxUnreadMessagesPort {
  env: Env;
  store: SqlStore;
  connections: Connections;
  /** The name of this inbox. */
  name: () => string;
}

/** Lists the messages that a badge counts. The room has the messages, and the inbox knows whether the room is muted. */
export class InboxUnreadMessages {
  readonly #port: InboxUnreadMessagesPort;

  constructor(port: InboxUnreadMessagesPort) {
    this.#port = port;
  }

  async answer(socket: OpenSocket, { ref, room }: AskUnreadMessages): Promise<void> {
    const unread = await this.#ask(room);
    // The socket may have closed while the room was asked.
    if (this.#port.connections.get(socket.id) === undefined) return;
    if (unread !== null) return send(socket, { type: "unreadMessages", ref, room, ...unread });
    const message = "This conversation is not in your list.";
    send(socket, { type: "error", ref, code: "not_found", message });
  }

  /** Null if the person is not a member of this room. */
  async #ask(room: RoomId): Promise<UnreadMessages | null> {
    const { env, store, name } = this.#port;
    if (!hasEntry(store, room)) return null;
    const owner = ownerOf(name());
    const unreadable = await unreadableLibraries(env.DB, owner);
    // Read after the `await`, because the settings may have changed meanwhile.
    const mentionsOnly = findSettings(store, room)?.muted === 1;
    const object = roomStub(env, room);
    return object.unreadMessages(owner.user, { mentionsOnly, unreadable });
  }
}

function send(socket: OpenSocket, frame: InboxServerFrame): void {
  trySend(socket, JSON.stringify(frame));
}
