import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { updateBetween } from "../../client/sdk/drafts/update-between.ts";
import { SharedPrompt } from "../../server/rules/room/composer.ts";
import { roomMigrations } from "../../server/rules/room/migrations.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { decodeBase64, encodeBase64 } from "../../shared/base64.ts";
import { draftText, makeDraftDocument } from "../../shared/draft-document.ts";
import { makeId, type UserId } from "../../shared/ids.ts";
import { MAX_DRAFT_LENGTH } from "../../shared/limits.ts";
import { nodeSql } from "../support/node-sql.ts";

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const room = makeId("room", random);
const [ada, eve] = [makeId("user", random), makeId("user", random)];

function start() {
  const store = nodeSql();
  migrate(store, roomMigrations);
  return { store, prompt: new SharedPrompt(store, room) };
}

const write = (prompt: SharedPrompt, user: UserId, update: Uint8Array, epoch = 0) =>
  prompt.write(user, epoch, encodeBase64(update));

/** The text that a device shows after opening the composer. */
function opened(prompt: SharedPrompt): Y.Doc {
  const document = makeDraftDocument();
  const answer = prompt.open(0, encodeBase64(Y.encodeStateVector(document)));
  if (answer === null) throw new Error("not opened");
  Y.applyUpdate(document, decodeBase64(answer.update));
  return document;
}

/** The update that this change makes to the existing text. */
function changed(document: Y.Doc, change: (text: Y.Text) => void): Uint8Array {
  const before = makeDraftDocument();
  Y.applyUpdate(before, Y.encodeStateAsUpdate(document));
  change(draftText(document));
  return updateBetween(before, document);
}

const types = (prompt: SharedPrompt, user: UserId, words: string) => {
  const document = opened(prompt);
  return write(
    prompt,
    user,
    changed(document, (text) => text.insert(text.length, words)),
  );
};

describe("whose words they are", () => {
  test("COMPOSE-7: everyone whose words are in it when it goes out, in order", () => {
    const { prompt } = start();
    types(prompt, ada, "Compare ");
    types(prompt, eve, "prices");
    expect(prompt.freeze()).toMatchObject({ text: "Compare prices", writers: [ada, eve] });
    const document = opened(prompt);
    write(
      prompt,
      ada,
      changed(document, (text) => text.delete(8, 6)),
    );
    expect(prompt.freeze()?.writers).toEqual([ada]);
  });

  test("COMPOSE-9, attack 69: a frame of another epoch does not make them anybody's", () => {
    const { prompt } = start();
    const document = makeDraftDocument();
    write(
      prompt,
      ada,
      changed(document, (text) => text.insert(0, "mine")),
    );
    const forged = opened(prompt);
    forged.clientID = document.clientID;
    const update = changed(forged, (text) => text.insert(4, " FORGED"));
    expect(write(prompt, eve, update, 999)).toMatchObject({ type: "refused", code: "conflict" });
    expect(write(prompt, eve, update)).toMatchObject({ type: "refused", code: "forbidden" });
    expect(
      write(
        prompt,
        ada,
        changed(document, (text) => text.insert(4, " still")),
      ),
    ).toMatchObject({ type: "stored" });
    expect(prompt.freeze()).toMatchObject({ text: "mine still", writers: [ada] });
  });

  test("COMPOSE-9: nobody brings clients by the thousand, which takes seconds to put in order", () => {
    const { prompt } = start();
    const many = Array.from({ length: 5 }, (_, n) => {
      const one = makeDraftDocument();
      one.clientID = 1_000 + n;
      draftText(one).insert(0, "x");
      return Y.encodeStateAsUpdate(one);
    });
    expect(write(prompt, eve, Y.mergeUpdates(many))).toMatchObject({ type: "refused", code: "bad_type" });
    let stored = 0;
    while (stored < 1_000 && types(prompt, eve, "x").type === "stored") stored += 1;
    expect(stored).toBe(300);
    expect(types(prompt, ada, "and others go on")).toMatchObject({ type: "stored" });
  });
});

describe("what it holds", () => {
  test("COMPOSE-9: what counts as text and shows none is refused: it would shift where others write", () => {
    const { prompt } = start();
    types(prompt, ada, "hello");
    const evil = opened(prompt);
    const neighbour = draftText(evil)._start;
    const update = changed(evil, (text) =>
      evil.transact((transaction) => {
        const id = Y.createID(evil.clientID, 0);
        const content = new Y.ContentAny([1, 2, 3]);
        new Y.Item(id, neighbour, neighbour?.lastId ?? null, null, null, text, null, content).integrate(
          transaction,
          0,
        );
      }),
    );
    expect(write(prompt, eve, update)).toMatchObject({ type: "refused", code: "bad_type" });
    expect(types(prompt, ada, " world")).toMatchObject({ type: "stored" });
    expect(prompt.freeze()?.text).toBe("hello world");
  });

  test("COMPOSE-10: an empty one that remembers many clients is begun anew", () => {
    const { prompt } = start();
    for (let n = 0; n < 60; n++) types(prompt, ada, "x");
    const frozen = prompt.freeze();
    if (frozen === null) throw new Error("nothing is there");
    expect(prompt.consume(frozen)).not.toBeNull();
    const answer = prompt.open(0, encodeBase64(Y.encodeStateVector(makeDraftDocument())));
    expect(answer?.epoch).toBe(1);
    expect(decodeBase64(answer?.vector ?? "")).toHaveLength(1);
  });

  test("COMPOSE-10: more than it holds changes nothing", () => {
    const { prompt } = start();
    types(prompt, ada, "x".repeat(MAX_DRAFT_LENGTH));
    expect(types(prompt, eve, "y")).toMatchObject({ type: "refused", code: "too_large" });
    expect(prompt.freeze()?.text).toHaveLength(MAX_DRAFT_LENGTH);
  });
});

describe("what a device tells", () => {
  test("DRAFT-9: a keystroke carries what is new, and not every deletion that there was", () => {
    const here = makeDraftDocument();
    const there = makeDraftDocument();
    const text = draftText(here);
    text.insert(0, "ab".repeat(2_000));
    for (let at = 1_999; at >= 0; at--) text.delete(2 * at, 1);
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    text.insert(1_000, "x");
    expect(updateBetween(there, here).length).toBeLessThan(60);
  });

  test("DRAFT-2: and with it the other has the same, whatever was written and deleted on either", () => {
    let seed = 7;
    const upTo = (bound: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * bound);
    };
    const [here, there] = [makeDraftDocument(), makeDraftDocument()];
    for (let step = 0; step < 3_000; step++) {
      const text = draftText(here);
      if (text.length > 0 && upTo(3) === 0) text.delete(upTo(text.length), 1);
      else text.insert(upTo(text.length + 1), String.fromCharCode(97 + upTo(26)));
      if (upTo(10) > 0) continue;
      Y.applyUpdate(there, updateBetween(there, here));
      expect(draftText(there).toString()).toBe(text.toString());
      expect(Y.encodeStateAsUpdate(there)).toEqual(Y.encodeStateAsUpdate(here));
      draftText(there).insert(upTo(text.length + 1), "THEIRS");
      Y.applyUpdate(here, updateBetween(here, there));
    }
  });
});
