/** The shared composer: one prompt that several people write together, and its conversion into a message. */
import * as Y from "yjs";
import { decodeBase64, encodeBase64 } from "../../../shared/base64.ts";
import {
  DRAFT_META,
  draftMentions,
  draftText,
  makeDraftDocument,
  mentionKeys,
} from "../../../shared/draft-document.ts";
import type { RoomId, UserId } from "../../../shared/ids.ts";
import { findMentions } from "../../../shared/mentions/find-mentions.ts";
import type { MentionRange } from "../../../shared/mentions/mention-range.ts";
import { textHash } from "../../../shared/text-hash.ts";
import { decode } from "../drafts/check-update.ts";
import { Drafts, type Epoch, type OpenedDraft, type Written } from "../drafts/drafts.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { currentMembers } from "./rows/member-row.ts";

/** Maximum number of new Yjs clients in one update. Below: the maximum number of Yjs clients of one person in one prompt. */
const MAX_NEW_CLIENTS = 4;
const MAX_CLIENTS_PER_PERSON = 300;
/** An empty prompt with more Yjs clients than this in its history is started anew. */
const RENEW_AT = 50;

/** The part of the shared composer that a message consumes. */
export interface FrozenPrompt {
  epoch: number;
  /** A Yjs update that only deletes. */
  update: string;
  /** Everyone who wrote a part of the text. */
  writers: UserId[];
}

export class SharedPrompt {
  readonly #store: SqlStore;
  readonly #room: RoomId;
  readonly #drafts: Drafts;
  /** The owner of each Yjs client. A cache of database rows: it is empty after hibernation and filled on demand. */
  readonly #owners = new Map<number, UserId>();

  constructor(store: SqlStore, room: RoomId) {
    this.#store = store;
    this.#room = room;
    // No files in the shared composer: attachments belong to the message of one person.
    this.#drafts = new Drafts(store, 0);
  }

  /** Null if `vector` is not a valid state vector. */
  open(epoch: Epoch, vector: string): OpenedDraft | null {
    return this.#drafts.open(this.#room, epoch, vector);
  }

  /** Call it within a transaction, and call `forget` if the transaction fails. */
  write(user: UserId, epoch: Epoch, update: string): Written {
    const before = this.#drafts.read(this.#room).epoch;
    const fresh = this.#unknownClients(decodeBase64(update));
    const tooMany = this.#refuseClients(user, fresh.length);
    if (tooMany !== null) return tooMany;
    const isTheirs = (client: number): boolean => (this.#ownerOf(client) ?? user) === user;
    const written = this.#drafts.write(this.#room, epoch, update, isTheirs);
    if (written.type === "stored" && written.isNew) this.#claim(user, fresh);
    this.#renew();
    this.#mayBeAnew(before);
    return written;
  }

  /** The current text with its mentions, and the update that deletes exactly this text. Null if the prompt is empty. */
  freeze(): (FrozenPrompt & { text: string; mentionRanges: MentionRange[] }) | null {
    const { epoch, document } = this.#drafts.read(this.#room);
    const text = draftText(document).toString();
    if (text.trim() === "") return null;
    const mentionRanges = findMentions(text, currentMembers(this.#store), draftMentions(document));
    return {
      epoch,
      text,
      mentionRanges,
      update: deletionOfAll(document),
      writers: this.#writersOf(document),
    };
  }

  /** Deletes what was frozen. Call it within the transaction of its message. Null if none of it is left. */
  consume({ epoch, update }: FrozenPrompt): string | null {
    const before = this.#drafts.read(this.#room).epoch;
    const taken = this.#drafts.consume(this.#room, epoch, update)?.update ?? null;
    this.#renew();
    this.#mayBeAnew(before);
    return taken;
  }

  hasWords(): boolean {
    return draftText(this.#drafts.read(this.#room).document).length > 0;
  }

  hash(): string {
    return textHash(draftText(this.#drafts.read(this.#room).document).toString());
  }

  get asksForSignOff(): boolean {
    const row = this.#store.first<{ sign_off: number }>("SELECT sign_off FROM composer_settings");
    return row?.sign_off === 1;
  }

  askForSignOff(on: boolean): void {
    this.#store.run("INSERT OR REPLACE INTO composer_settings (one, sign_off) VALUES (1, ?)", on ? 1 : 0);
  }

  /** Drops the state in memory, which may be newer than the database after a rollback. */
  forget(): void {
    this.#drafts.forget(this.#room);
    this.#owners.clear();
  }

  #ownerOf(client: number): UserId | undefined {
    const known = this.#owners.get(client);
    if (known !== undefined) return known;
    const user = this.#store.first<{ user: UserId }>(
      "SELECT user FROM composer_clients WHERE client = ?",
      client,
    )?.user;
    if (user !== undefined) this.#owners.set(client, user);
    return user;
  }

  #unknownClients(update: Uint8Array): number[] {
    const clients = new Set(decode(update)?.structs.map(({ id }) => id.client));
    return [...clients].filter((client) => this.#ownerOf(client) === undefined);
  }

  /** A device adds one Yjs client each time it opens the page. Yjs needs seconds to order thousands of clients at one position. */
  #refuseClients(user: UserId, fresh: number): Written | null {
    if (fresh === 0) return null;
    const isOverall =
      fresh + this.#countClients("WHERE user = ?", user) > MAX_CLIENTS_PER_PERSON
        ? ({ code: "too_large", message: "You have edited this prompt on too many devices." } as const)
        : null;
    const isAtOnce =
      fresh > MAX_NEW_CLIENTS
        ? ({ code: "bad_type", message: "That is no update of a prompt." } as const)
        : null;
    const problem = isAtOnce ?? isOverall;
    return problem === null ? null : { type: "refused", ...problem };
  }

  #countClients(where = "", ...bindings: string[]): number {
    return (
      this.#store.first<{ count: number }>(
        `SELECT count(*) AS count FROM composer_clients ${where}`,
        ...bindings,
      )?.count ?? 0
    );
  }

  /** A Yjs client belongs to the first person who uses it. */
  #claim(user: UserId, clients: readonly number[]): void {
    for (const client of clients) {
      this.#store.run("INSERT INTO composer_clients (client, user) VALUES (?, ?)", client, user);
      this.#owners.set(client, user);
    }
  }

  /** Starts an empty prompt anew if its history has many Yjs clients. */
  #renew(): void {
    if (this.hasWords() || this.#countClients() < RENEW_AT) return;
    this.#drafts.renew(this.#room);
  }

  /** If the prompt was started anew, no Yjs client has an owner any more. */
  #mayBeAnew(epoch: Epoch): void {
    if (this.#drafts.read(this.#room).epoch === epoch) return;
    this.#store.run("DELETE FROM composer_clients");
    this.#owners.clear();
  }

  /** Writers, in the order of their first text in the prompt. */
  #writersOf(document: Y.Doc): UserId[] {
    const writers = new Set<UserId>();
    for (let item = draftText(document)._start; item !== null; item = item.right) {
      if (item.deleted || !item.countable) continue;
      const owner = this.#ownerOf(item.id.client);
      if (owner !== undefined) writers.add(owner);
    }
    return [...writers];
  }
}

function copyOf(document: Y.Doc): Y.Doc {
  const copy = makeDraftDocument();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(document));
  return copy;
}

/** An update that deletes all current text, but no text that is added later. */
function deletionOfAll(document: Y.Doc): string {
  const copy = copyOf(document);
  let deletion = new Uint8Array();
  copy.on("update", (update: Uint8Array) => (deletion = new Uint8Array(update)));
  copy.transact(() => {
    draftText(copy).delete(0, draftText(copy).length);
    for (const key of mentionKeys(copy)) copy.getMap(DRAFT_META).delete(key);
  });
  copy.destroy();
  return encodeBase64(deletion);
}
