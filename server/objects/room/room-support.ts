/** What the desk, the widget and mail ask of a conversation with a visitor. A room that does not exist answers that there is nothing. */
import type { LibraryId, MessageId, UserId } from "../../../shared/ids.ts";
import type { Citation } from "../../../shared/knowledge.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { PlaceInLine, QueueFrame } from "../../../shared/support.ts";
import type { Conversation } from "../../../shared/widget.ts";
import type { MailedMessage, MailTaken } from "../../bindings/mailed-message.ts";
import { citationIn, conversationOf } from "../../rules/room/conversation.ts";
import { type DeskNews, deskNews, type UnreadAnswers, unreadAnswers } from "../../rules/room/desk-news.ts";
import { type Refusal, refuse } from "../../rules/room/errors.ts";
import { type Look, lookAt } from "../../rules/room/look.ts";
import { findMessageById } from "../../rules/room/messages/row.ts";
import { roleOf } from "../../rules/room/rows/member-row.ts";
import { findRoom, kindOf } from "../../rules/room/rows/room-row.ts";
import { takeLine } from "../../rules/room/support.ts";
import type { Connections } from "../../sockets/connections.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { type MailPorts, takeMail } from "./take-mail.ts";

export interface RoomSupportPorts extends MailPorts {
  store: SqlStore;
  connections: Connections;
  transaction: <Result>(work: () => Result) => Result;
}

export class RoomSupport {
  readonly #ports: RoomSupportPorts;

  constructor(ports: RoomSupportPorts) {
    this.#ports = ports;
  }

  tellLine(requestedAt: number, line: PlaceInLine): void {
    const { store, connections, commands, transaction } = this.#ports;
    if (!this.#exists()) return;
    commands.flush();
    const told = transaction(() => takeLine(store, requestedAt, line));
    if (told === null) return;
    const encoded = JSON.stringify({ type: "support.queue", ...told } satisfies QueueFrame);
    connections.broadcast(encoded, ({ user }) => roleOf(store, user) === "visitor");
  }

  unreadAnswers(): UnreadAnswers | null {
    return this.#exists() ? unreadAnswers(this.#ports.store) : null;
  }

  hasMessage(user: UserId, id: MessageId): boolean {
    return this.#exists() && findMessageById(this.#ports.store, user, id) !== null;
  }

  async takeMail(visitor: UserId, message: MailedMessage): Promise<MailTaken | Refusal> {
    return this.#exists() ? takeMail(this.#ports, visitor, message) : refuse.noSuchRoom();
  }

  look(before: Seq | null): Look | null {
    const { store, commands } = this.#ports;
    if (!this.#exists() || kindOf(store) !== "support") return null;
    commands.flush();
    return lookAt(store, before);
  }

  deskNews(): DeskNews | null {
    return this.#exists() ? deskNews(this.#ports.store) : null;
  }

  conversationOf(user: UserId): Conversation | null {
    const { store, commands } = this.#ports;
    if (!this.#exists()) return null;
    commands.flush();
    return conversationOf(store, user);
  }

  citationIn(user: UserId, cited: { target: Seq; n: number; unreadable: LibraryId[] }): Citation | null {
    return this.#exists() ? citationIn(this.#ports.store, user, cited) : null;
  }

  #exists(): boolean {
    return findRoom(this.#ports.store) !== null;
  }
}
