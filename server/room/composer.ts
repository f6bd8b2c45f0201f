/** The shared composer: one prompt that several people write, and its freezing into a message. */
import * as Y from "yjs";
import { decodeBase64, encodeBase64 } from "../../shared/base64.ts";
import { draftText, makeDraftDocument } from "../../shared/draft-document.ts";
import type { RoomId, UserId } from "../../shared/ids.ts";
import { decode } from "../drafts/check-update.ts";
import { Drafts, type Epoch, type OpenedDraft, type Written } from "../drafts/drafts.ts";
import type { FrozenPrompt } from "./commands.ts";
import type { SqlStore } from "./sql.ts";

export class SharedPrompt {
  readonly #store: SqlStore;
  readonly #room: RoomId;
  readonly #drafts: Drafts;
  /** Whose each Yjs client is, as far as it was asked for since the last rest. */
  readonly #owners = new Map<number, UserId>();

  constructor(store: SqlStore, room: RoomId) {
    this.#store = store;
    this.#room = room;
    this.#drafts = new Drafts(store);
  }

  /** Null where `vector` is none. */
  open(epoch: Epoch, vector: string): OpenedDraft | null {
    return this.#drafts.open(this.#room, epoch, vector);
  }

  /** Call within a transaction, and `forget` where that fails. */
  write(user: UserId, epoch: Epoch, update: string): Written {
    const isTheirs = (client: number): boolean => (this.#ownerOf(client) ?? user) === user;
    const written = this.#drafts.write(this.#room, epoch, update, isTheirs);
    if (written.type === "stored" && written.isNew) this.#claim(user, decodeBase64(update));
    this.#mayBeAnew(epoch);
    return written;
  }

  /** The words as they stand, and what takes exactly them out; null where there is nothing to say. */
  freeze(): (FrozenPrompt & { text: string }) | null {
    const { epoch, document } = this.#drafts.read(this.#room);
    const text = draftText(document).toString();
    if (text.trim() === "") return null;
    return { epoch, text, update: deletionOfAll(document), writers: this.#writersOf(document) };
  }

  /** Some of what was frozen is still there. */
  holds({ epoch, update }: FrozenPrompt): boolean {
    const now = this.#drafts.read(this.#room);
    if (now.epoch !== epoch) return false;
    const copy = copyOf(now.document);
    const before = draftText(copy).length;
    Y.applyUpdate(copy, decodeBase64(update));
    return draftText(copy).length < before;
  }

  /** Takes out what was frozen. Call within the transaction of its message. Null where nothing of it is there any more. */
  spend({ epoch, update }: FrozenPrompt): string | null {
    const taken = this.#drafts.spend(this.#room, epoch, update)?.update ?? null;
    this.#mayBeAnew(epoch);
    return taken;
  }

  hasWords(): boolean {
    return draftText(this.#drafts.read(this.#room).document).length > 0;
  }

  get asksForSignOff(): boolean {
    const row = this.#store.first<{ sign_off: number }>("SELECT sign_off FROM composer_settings");
    return row?.sign_off === 1;
  }

  askForSignOff(on: boolean): void {
    this.#store.run("INSERT OR REPLACE INTO composer_settings (one, sign_off) VALUES (1, ?)", on ? 1 : 0);
  }

  /** What is in memory may be ahead of what was rolled back. */
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

  /** Who uses a Yjs client first has it. */
  #claim(user: UserId, update: Uint8Array): void {
    for (const { id } of decode(update)?.structs ?? []) {
      if (this.#ownerOf(id.client) !== undefined) continue;
      this.#store.run("INSERT INTO composer_clients (client, user) VALUES (?, ?)", id.client, user);
      this.#owners.set(id.client, user);
    }
  }

  /** Nobody has written in a prompt that was begun anew. */
  #mayBeAnew(epoch: Epoch): void {
    if (this.#drafts.read(this.#room).epoch === epoch) return;
    this.#store.run("DELETE FROM composer_clients");
    this.#owners.clear();
  }

  /** In the order of their first words. */
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

/** An update that deletes what is there now, and nothing that comes after. */
function deletionOfAll(document: Y.Doc): string {
  const copy = copyOf(document);
  let deletion = new Uint8Array();
  copy.on("update", (update: Uint8Array) => (deletion = new Uint8Array(update)));
  draftText(copy).delete(0, draftText(copy).length);
  copy.destroy();
  return encodeBase64(deletion);
}
