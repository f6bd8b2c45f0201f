import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Drafts, type Written } from "../../server/rules/drafts/drafts.ts";
import { inboxMigrations } from "../../server/rules/inbox/migrations.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { decodeBase64, encodeBase64 } from "../../shared/base64.ts";
import { draftText, makeDraftDocument } from "../../shared/draft-document.ts";
import { makeId } from "../../shared/ids.ts";
import { MAX_DRAFT_LENGTH } from "../../shared/limits.ts";
import { nodeSql } from "../support/node-sql.ts";

const room = makeId("room", (bytes) => crypto.getRandomValues(bytes));

/** One device. Its changes go to the drafts at once. */
class Device {
  readonly document = makeDraftDocument();
  readonly updates: Uint8Array[] = [];
  #drafts: Drafts;
  epoch = 0;

  constructor(drafts: Drafts) {
    this.#drafts = drafts;
    this.open();
    this.document.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "inbox") this.updates.push(update);
    });
  }

  open(): void {
    const opened = this.#drafts.open(room, this.epoch, encodeBase64(Y.encodeStateVector(this.document)));
    if (opened === null) throw new Error("not opened");
    this.epoch = opened.epoch;
    Y.applyUpdate(this.document, decodeBase64(opened.update), "inbox");
  }

  type(text: string, at = draftText(this.document).length): Written {
    draftText(this.document).insert(at, text);
    return this.flush();
  }

  /** Removes the whole text, as sending does. */
  consume(): string {
    draftText(this.document).delete(0, draftText(this.document).length);
    return encodeBase64(Y.mergeUpdates(this.updates.splice(0)));
  }

  flush(): Written {
    return this.#drafts.write(room, this.epoch, encodeBase64(Y.mergeUpdates(this.updates.splice(0))));
  }

  get text(): string {
    return draftText(this.document).toString();
  }
}

function start() {
  const store = nodeSql();
  migrate(store, inboxMigrations);
  return { store, drafts: new Drafts(store) };
}

const write = (drafts: Drafts, update: Uint8Array) => drafts.write(room, 0, encodeBase64(update));

describe("what a person writes", () => {
  test("DRAFT-1: what is stored is there after the process has died, and on the other device", () => {
    const { store, drafts } = start();
    const phone = new Device(drafts);
    expect(phone.type("Dear Grace")).toMatchObject({ type: "stored", mark: { room, excerpt: "Dear Grace" } });
    expect(phone.type(", thank you")).toMatchObject({ type: "stored" });
    const laptop = new Device(new Drafts(store));
    expect(laptop.text).toBe("Dear Grace, thank you");
    expect(drafts.marks()).toEqual([{ room, excerpt: "Dear Grace, thank you" }]);
  });

  test("DRAFT-2: words typed on two devices, one of them offline, are all there, and the same on both", () => {
    const { drafts } = start();
    const phone = new Device(drafts);
    phone.type("Lunch at noon");
    const laptop = new Device(drafts);
    draftText(laptop.document).insert(0, "Tuesday: ");
    phone.type("?");
    expect(laptop.flush()).toMatchObject({ type: "stored" });
    phone.open();
    laptop.open();
    expect(phone.text).toBe("Tuesday: Lunch at noon?");
    expect(laptop.text).toBe(phone.text);
  });

  test("DRAFT-3: many updates become one, and say the same", () => {
    const { store, drafts } = start();
    const phone = new Device(drafts);
    for (let i = 0; i < 350; i++) phone.type(`${i} `);
    const rows = store.first<{ rows: number }>("SELECT count(*) AS rows FROM draft_updates");
    expect(rows?.rows).toBeLessThanOrEqual(101);
    expect(new Device(new Drafts(store)).text).toBe(phone.text);
  });

  test("DRAFT-6: what is refused is not kept with the rest, also where the rest is just made one row", () => {
    const { store, drafts } = start();
    const phone = new Device(drafts);
    for (let i = 0; i < 24; i++) {
      phone.type("x".repeat(MAX_DRAFT_LENGTH));
      draftText(phone.document).delete(0, MAX_DRAFT_LENGTH - 1);
      phone.flush();
      draftText(phone.document).delete(0, 1);
    }
    phone.type("fits");
    expect(phone.type("x".repeat(MAX_DRAFT_LENGTH))).toMatchObject({ type: "refused", code: "too_large" });
    expect(new Device(drafts).text).toBe("fits");
    expect(new Device(new Drafts(store)).text).toBe("fits");
  });

  test("DRAFT-4: what was sent goes, what was written meanwhile stays, and the same again changes nothing", () => {
    const { drafts } = start();
    const phone = new Device(drafts);
    phone.type("See you at noon");
    const laptop = new Device(drafts);
    const consumed = phone.consume();
    laptop.type(" (bring the keys)");
    expect(drafts.consume(room, 0, consumed)).toMatchObject({ mark: { room, excerpt: "(bring the keys)" } });
    expect(drafts.consume(room, 0, consumed)).toBeNull();
    laptop.open();
    expect(laptop.text).toBe(" (bring the keys)");
  });

  test("DRAFT-4: nothing can be put into a draft in the name of what was sent", () => {
    const { drafts } = start();
    const phone = new Device(drafts);
    draftText(phone.document).insert(0, "forged");
    const update = encodeBase64(Y.encodeStateAsUpdate(phone.document));
    expect(drafts.consume(room, 0, update)).toBeNull();
    expect(drafts.marks()).toEqual([]);
  });

  test.each(["!", "AAAA", ""])(
    "FAULT-2: what a row %j said is lost, and comes back from a device",
    (damaged) => {
      const { store, drafts } = start();
      const phone = new Device(drafts);
      for (const word of ["one ", "two ", "three "]) phone.type(word);
      store.run("UPDATE draft_updates SET data = ? WHERE number = 2", damaged);
      const after = new Drafts(store);
      const laptop = new Device(after);
      expect(laptop.text).toBe("one ");
      const opened = after.open(room, 0, encodeBase64(Y.encodeStateVector(phone.document)));
      expect(Y.decodeStateVector(decodeBase64(opened?.vector ?? ""))).toEqual(
        new Map([[phone.document.clientID, 4]]),
      );
      expect(write(after, Y.encodeStateAsUpdate(phone.document))).toMatchObject({ type: "stored" });
      laptop.open();
      expect(laptop.text).toBe("one two three ");
      expect(new Device(new Drafts(store)).text).toBe("one two three ");
    },
  );

  test("DRAFT-5: a draft of a room that one has left is gone, and what comes late does not bring it back", () => {
    const { store, drafts } = start();
    const phone = new Device(drafts);
    phone.type("canary");
    expect(drafts.drop(room)).toEqual({ room, excerpt: "" });
    expect(JSON.stringify(store.all("SELECT * FROM draft_updates"))).not.toContain(
      btoa("canary").slice(0, 6),
    );
    expect(phone.type("more")).toMatchObject({ type: "refused", code: "conflict" });
    expect(new Device(drafts).text).toBe("");
  });

  test("DRAFT-6: a draft that remembers too much of what was sent is begun anew when it is empty", () => {
    const { drafts } = start();
    const pages = Array.from({ length: 2_000 }, () => {
      const page = makeDraftDocument();
      draftText(page).insert(0, "x");
      draftText(page).delete(0, 1);
      return Y.encodeStateAsUpdate(page);
    });
    expect(write(drafts, Y.mergeUpdates(pages))).toMatchObject({ type: "stored" });
    const anew = new Device(drafts);
    expect(anew.epoch).toBe(1);
    expect(anew.text).toBe("");
    expect(anew.type("fresh")).toMatchObject({ type: "stored" });
  });
});

describe("DRAFT-7: what no client of ours would send", () => {
  /** Built by hand: one struct in the layout of Yjs's version 1 encoding. */
  const bytes = (...values: number[]) => Uint8Array.from(values);

  test("attack 67: random, empty and truncated bytes are refused, and nothing hangs", () => {
    const { drafts } = start();
    const phone = new Device(drafts);
    phone.type("Hello 🌿 there");
    const good = Y.encodeStateAsUpdate(phone.document);
    for (let length = 0; length < good.length; length++) {
      const written = write(drafts, good.subarray(0, length));
      expect(written.type === "refused" || new Device(drafts).text === phone.text).toBe(true);
    }
    for (let i = 0; i < 500; i++) {
      const noise = crypto.getRandomValues(new Uint8Array(i % 90));
      write(drafts, noise);
    }
    expect(new Device(drafts).text).toBe("Hello 🌿 there");
  });

  test("attack 68: version 2 is never decoded", () => {
    const { drafts } = start();
    const document = makeDraftDocument();
    draftText(document).insert(0, "version two");
    expect(write(drafts, Y.encodeStateAsUpdateV2(document))).toMatchObject({ type: "refused" });
    expect(drafts.marks()).toEqual([]);
  });

  test("attack 69: garbage collected and skipped structs are refused, and the victim's words still count", () => {
    const { drafts } = start();
    const victim = new Device(drafts);
    const client = victim.document.clientID;
    const varint = (value: number): number[] =>
      value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
    for (const info of [0, 10]) {
      const bomb = bytes(1, 1, ...varint(client), 0, info, ...varint(2 ** 40), 0);
      expect(write(drafts, bomb)).toMatchObject({ type: "refused", code: "bad_type" });
    }
    // Deleted content of a length that nobody could have typed.
    const deleted = bytes(1, 1, ...varint(client), 0, 1, 1, 4, 116, 101, 120, 116, ...varint(2 ** 40), 0);
    expect(write(drafts, deleted)).toMatchObject({ type: "refused", code: "bad_type" });
    victim.type("still here");
    expect(new Device(drafts).text).toBe("still here");
  });

  test("attack 70: updates whose parents are missing are not kept", () => {
    const { store, drafts } = start();
    const phone = new Device(drafts);
    draftText(phone.document).insert(0, "a");
    draftText(phone.document).insert(1, "b");
    const [, orphan] = phone.updates;
    for (let i = 0; i < 50; i++)
      expect(write(drafts, orphan ?? bytes())).toMatchObject({ type: "refused", code: "conflict" });
    expect(store.all("SELECT * FROM draft_updates")).toEqual([]);
  });

  test("attack 73, 74: a draft over its size is refused and says so; churn stays small", () => {
    const { store, drafts } = start();
    const phone = new Device(drafts);
    expect(phone.type("x".repeat(MAX_DRAFT_LENGTH))).toMatchObject({ type: "stored" });
    expect(phone.type("y")).toMatchObject({ type: "refused", code: "too_large" });
    const other = new Device(drafts);
    expect(other.text).toBe("x".repeat(MAX_DRAFT_LENGTH));
    other.consume();
    for (let i = 0; i < 1_000; i++) {
      draftText(other.document).insert(0, "churn");
      draftText(other.document).delete(0, 5);
      other.flush();
    }
    const size = store.first<{ bytes: number }>("SELECT sum(length(data)) AS bytes FROM draft_updates");
    expect(size?.bytes).toBeLessThan(100_000);
  });

  test("types and values that nobody reads are refused", () => {
    const { drafts } = start();
    const document = new Y.Doc();
    document.getArray("elsewhere").insert(0, ["x"]);
    expect(write(drafts, Y.encodeStateAsUpdate(document))).toMatchObject({
      type: "refused",
      code: "bad_type",
    });
    const meta = new Y.Doc();
    meta.getMap("meta").set("replyTo", "not a number");
    expect(write(drafts, Y.encodeStateAsUpdate(meta))).toMatchObject({ type: "refused", code: "bad_type" });
    const embed = new Y.Doc();
    embed.getText("text").insertEmbed(0, { src: "https://evil.example" });
    expect(write(drafts, Y.encodeStateAsUpdate(embed))).toMatchObject({ type: "refused", code: "bad_type" });
  });
});
