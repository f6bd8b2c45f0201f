import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { decodeBase64, encodeBase64 } from "../../shared/base64.ts";
import { draftText, makeDraftDocument } from "../../shared/draft-document.ts";
import type { UserId } from "../../shared/ids.ts";
import { MAX_DRAFT_LENGTH } from "../../shared/limits.ts";
import type { Role } from "../../shared/permissions.ts";
import type { Composed, ComposingFrame, ServerFrame } from "../../shared/protocol/frames.ts";
import { textHash } from "../../shared/text-hash.ts";
import { ada, type Device, grace, join, linus, makeRoom, newMessageId } from "./support/room.ts";

const session = (viewers: UserId[] = []) =>
  makeRoom(
    [
      [ada, "owner"],
      [grace, "member"],
      [linus, "member"],
      ...viewers.map((user): [UserId, Role] => [user, "viewer"]),
    ].filter(([user], at, all) => all.findLastIndex(([other]) => other === user) === at) as [UserId, Role][],
    "session",
  );

const isComposed = (frame: ServerFrame): frame is Composed => frame.type === "compose";
const isComposing = (frame: ServerFrame): frame is ComposingFrame => frame.type === "composing";

/** One device that has the composer open. */
class Writer {
  readonly device: Device;
  readonly document = makeDraftDocument();
  #taken = 0;

  constructor(device: Device) {
    this.device = device;
  }

  static async open(device: Device): Promise<Writer> {
    const writer = new Writer(device);
    const vector = encodeBase64(Y.encodeStateVector(writer.document));
    expect(await device.ask({ type: "compose.open", epoch: 0, vector })).toMatchObject({ type: "ok" });
    return writer;
  }

  /** The text of the document after all received updates. */
  get text(): string {
    const frames = this.device.frames.filter(isComposed);
    for (const { update } of frames.slice(this.#taken)) Y.applyUpdate(this.document, decodeBase64(update));
    this.#taken = frames.length;
    return draftText(this.document).toString();
  }

  get participant(): number | undefined {
    return this.device.frames.filter(isComposed).find(({ vector }) => vector !== undefined)?.at;
  }

  get composing(): ComposingFrame | undefined {
    return this.device.frames.filter(isComposing).at(-1);
  }

  type(words: string, at = this.text.length, caret?: string) {
    const before = Y.encodeStateVector(this.document);
    draftText(this.document).insert(at, words);
    return this.write(Y.encodeStateAsUpdate(this.document, before), caret);
  }

  write(update: Uint8Array, caret?: string) {
    return this.device.ask({
      type: "compose.update",
      epoch: 0,
      update: encodeBase64(update),
      ...(caret && { caret }),
    });
  }

  ready() {
    return this.device.ask({ type: "compose.ready", on: true, hash: textHash(this.text) });
  }

  send(id = newMessageId()) {
    return this.device.ask({ type: "compose.send", id });
  }

  /** Waits until the device shows this text. */
  async shows(text: string): Promise<void> {
    await this.device.until(() => (this.text === text ? true : undefined));
  }

  async stands(composing: object): Promise<void> {
    await this.device.until(() => {
      const now = this.composing;
      if (now === undefined) return undefined;
      try {
        expect(now).toMatchObject(composing);
        return true;
      } catch {
        return undefined;
      }
    });
  }
}

async function three() {
  const room = await session();
  const a = await Writer.open(await join(room, ada));
  const g = await Writer.open(await join(room, grace));
  const watcher = await join(room, linus);
  return { room, a, g, watcher };
}

const messages = ({ events }: Device) =>
  events.flatMap((event) => (event.type === "message.sent" ? [event] : []));

describe("writing together", () => {
  test("COMPOSE-1, COMPOSE-2: what one types is stored and then told to the others; at once it merges", async () => {
    const { room, a, g } = await three();
    expect(await a.type("Compare the ")).toMatchObject({ type: "ok" });
    await g.shows("Compare the ");
    await Promise.all([a.type("prices"), g.type("Please: ", 0)]);
    await a.shows("Please: Compare the prices");
    await g.shows("Please: Compare the prices");
    await evictDurableObject(room);
    const late = await Writer.open(await join(room, linus));
    expect(late.text).toBe("Please: Compare the prices");
  });

  test("COMPOSE-14: who writes is said to write; who only has it open is not", async () => {
    const { a, watcher } = await three();
    const spectator = new Writer(watcher);
    await spectator.stands({ people: [{ user: ada }, { user: grace }] });
    expect(spectator.composing?.people.some(({ writing }) => writing)).toBe(false);
    await a.type("Compare");
    await spectator.stands({ people: [{ user: ada, writing: true }, { user: grace }] });
    expect(spectator.composing?.people.map(({ writing }) => writing)).toEqual([true, undefined]);
  });

  test("COMPOSE-11: everyone hears who has it open; the words go to participants alone", async () => {
    const { a, g, watcher } = await three();
    await a.type("not for everybody's screen");
    await g.shows("not for everybody's screen");
    const spectator = new Writer(watcher);
    await spectator.stands({
      people: [
        { at: 1, user: ada, ready: false },
        { at: 2, user: grace, ready: false },
      ],
      hasWords: true,
    });
    expect(watcher.raw.join()).not.toContain('"type":"compose"');
    await g.device.ask({ type: "compose.close" });
    await spectator.stands({ people: [{ at: 1, user: ada }] });
  });

  test("COMPOSE-3: a viewer watches and changes nothing; other kinds of rooms have none", async () => {
    const room = await session([grace]);
    const a = await Writer.open(await join(room, ada));
    const viewer = await Writer.open(await join(room, grace));
    await a.type("look");
    await viewer.shows("look");
    expect(await viewer.type("!")).toMatchObject({ type: "error", code: "forbidden" });
    const deletion = makeDraftDocument();
    Y.applyUpdate(deletion, Y.encodeStateAsUpdate(a.document));
    const before = Y.encodeStateVector(deletion);
    draftText(deletion).delete(0, 4);
    // attack 72
    expect(await viewer.write(Y.encodeStateAsUpdate(deletion, before))).toMatchObject({ code: "forbidden" });
    expect(await viewer.send()).toMatchObject({ code: "forbidden" });
    const group = await join(await makeRoom([[ada, "owner"]]), ada);
    expect(await group.ask({ type: "compose.open", epoch: 0, vector: "" })).toMatchObject({
      code: "forbidden",
    });
  });

  test("COMPOSE-4, COMPOSE-5: carets are of participants, and are there after the room rested", async () => {
    const { room, a, g } = await three();
    await a.type("here", 0, "AAEC");
    await g.device.until(() => g.device.frames.filter(isComposed).find(({ caret }) => caret === "AAEC"));
    expect(g.device.frames.filter(isComposed).at(-1)).toMatchObject({ at: a.participant, caret: "AAEC" });
    a.device.say({ type: "compose.caret", caret: "AwQF BgcI" });
    await g.device.until(() =>
      g.device.frames.find(
        (frame) => frame.type === "caret" && frame.at === 1 && frame.caret === "AwQF BgcI",
      ),
    );
    expect(await g.ready()).toMatchObject({ type: "ok" });
    await evictDurableObject(room);
    const late = await Writer.open(await join(room, linus));
    expect(late.participant).toBe(3);
    expect(late.device.frames.find(({ type }) => type === "caret")).toMatchObject({
      at: 1,
      caret: "AwQF BgcI",
    });
    await late.stands({ people: [{ user: ada }, { user: grace, ready: true }, { user: linus }] });
    // attack 76, 77: a caret cannot name another person, and an invalid caret is refused as a whole.
    a.device.say({ type: "compose.caret", caret: "AAEC", at: 2, user: grace });
    a.device.say({ type: "compose.caret", caret: "A".repeat(2_000) });
    await a.device.settled();
    await late.device.until(() => late.device.frames.find((f) => f.type === "caret" && f.caret === "AAEC"));
    expect(late.device.frames.filter((frame) => frame.type === "caret" && frame.at === 2)).toEqual([]);
    // A person who takes over another's participant number has no caret yet.
    await a.device.ask({ type: "compose.close" });
    await Writer.open(await join(room, ada));
    await late.device.until(() =>
      late.device.frames.findLast(
        (frame) => frame.type === "caret" && frame.at === 1 && frame.caret === null,
      ),
    );
  });

  test("COMPOSE-4: who is removed has no participant and hears nothing more", async () => {
    const { a, g } = await three();
    await a.type("before");
    await g.shows("before");
    await a.device.ask({ type: "remove", user: grace });
    expect(await g.device.closeCode()).toBe(4403);
    await a.stands({ people: [{ user: ada }] });
    await a.type(", after");
    expect(g.text).toBe("before");
  });
});

describe("many who watch", () => {
  test("COMPOSE-12: hear of some keystrokes together; who writes hears of the others at once", async () => {
    const { room, a, g, watcher } = await three();
    const watching = [watcher];
    while (watching.length < 9) watching.push(await join(room, linus));
    const watchers = await Promise.all(watching.map((device) => Writer.open(device)));
    await g.type("Together: ");
    await a.shows("Together: ");
    for (const key of "letters") await a.type(key, undefined, "AAEC");
    const heard = ({ device }: Writer) =>
      device.frames.filter((frame) => isComposed(frame) && frame.vector === undefined).length;
    await g.shows("Together: letters");
    expect(heard(g)).toBe("letters".length);
    for (const writer of watchers) await writer.shows("Together: letters");
    for (const writer of watchers) expect(heard(writer)).toBeLessThan("letters".length);
    const [first] = watchers;
    if (first === undefined) throw new Error("nobody watches");
    await first.device.until(() =>
      first.device.frames.find((frame) => frame.type === "caret" && frame.at === 1 && frame.caret === "AAEC"),
    );
    // Text that was typed before a message is sent arrives before the update that removes the sent text.
    await a.type("!");
    await a.send();
    for (const writer of watchers) await writer.shows("");
    expect(await first.type("me too")).toMatchObject({ type: "ok" });
    await a.shows("me too");
  });
});

describe("sending", () => {
  test("COMPOSE-6, COMPOSE-7: of two who send at once one does; the message names both writers", async () => {
    const { a, g, watcher } = await three();
    await a.type("What changed");
    await g.shows("What changed");
    await g.type(" since May?");
    await a.shows("What changed since May?");
    const answers = await Promise.all([a.send(), g.send()]);
    expect(answers.map(({ type }) => type).sort()).toEqual(["error", "ok"]);
    expect(answers.find(({ type }) => type === "error")).toMatchObject({ code: "conflict" });
    await a.shows("");
    await g.shows("");
    await watcher.settled();
    expect(messages(watcher)).toHaveLength(1);
    const [event] = messages(watcher);
    expect(event?.message.text).toBe("What changed since May?");
    expect([event?.by, ...(event?.message.writers ?? [])].sort()).toEqual([ada, grace].sort());
    await new Writer(watcher).stands({ hasWords: false });
  });

  test("COMPOSE-6: the same id again is the same message; what is refused leaves the words", async () => {
    const { a, g, watcher } = await three();
    await a.type("once");
    const id = newMessageId();
    const first = await a.send(id);
    await a.type("the next");
    expect(await a.send(id)).toEqual({ ...first, ref: expect.any(Number) });
    await watcher.settled();
    expect(messages(watcher)).toHaveLength(1);
    await a.shows("the next");
    await a.type("é".repeat(MAX_DRAFT_LENGTH - 20));
    expect(await a.send()).toMatchObject({ code: "too_large" });
    await g.device.settled();
    expect(g.text.startsWith("the next")).toBe(true);
    await a.type("x");
    expect(await a.send()).toMatchObject({ code: "too_large" });
  });

  test("COMPOSE-8: where the room asks for it, everyone who writes has to be ready, as of the last change", async () => {
    const { room, a, g, watcher } = await three();
    expect(await g.device.ask({ type: "compose.signoff", on: true })).toMatchObject({ code: "forbidden" });
    expect(await a.device.ask({ type: "compose.signoff", on: true })).toMatchObject({ type: "ok" });
    await a.type("Shall we?");
    expect(await a.send()).toMatchObject({ code: "conflict" });
    await g.shows("Shall we?");
    await g.ready();
    await a.stands({ people: [{ user: ada }, { user: grace, ready: true }] });
    await a.type(" Now");
    // Grace approves a text that is no longer current: she has not seen the last words.
    expect(
      await g.device.ask({ type: "compose.ready", on: true, hash: textHash("Shall we?") }),
    ).toMatchObject({ code: "conflict" });
    await a.stands({ people: [{ user: ada }, { user: grace, ready: false }] });
    expect(await a.send()).toMatchObject({ code: "conflict" });
    await g.shows("Shall we? Now");
    await g.ready();
    await evictDurableObject(room);
    expect(await a.send()).toMatchObject({ type: "ok" });
    await watcher.settled();
    expect(messages(watcher).map(({ message }) => message.text)).toEqual(["Shall we? Now"]);
  });
});

describe("what a stranger to Yjs, or an enemy, sends", () => {
  test("COMPOSE-9, attack 69: nobody writes in the name of another's Yjs client", async () => {
    const { a, g } = await three();
    await a.type("mine");
    await g.shows("mine");
    const forged = makeDraftDocument();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(a.document));
    forged.clientID = a.document.clientID;
    const before = Y.encodeStateVector(forged);
    draftText(forged).insert(4, " FORGED");
    expect(await g.write(Y.encodeStateAsUpdate(forged, before))).toMatchObject({ code: "forbidden" });
    // 14 bytes: a GC struct of length 2^40 for the same client.
    const bomb = Uint8Array.from([1, 1, 1, 4, 0, 128, 128, 128, 128, 128, 32, 0]);
    expect(await g.write(bomb)).toMatchObject({ type: "error" });
    expect(await a.type(" still")).toMatchObject({ type: "ok" });
    await g.shows("mine still");
  });

  test("COMPOSE-10: more than it holds is refused and changes nothing", async () => {
    const { a, g } = await three();
    await a.type("x".repeat(MAX_DRAFT_LENGTH));
    expect(await g.type("y", 0)).toMatchObject({ code: "too_large" });
    await a.device.settled();
    expect(a.text).toHaveLength(MAX_DRAFT_LENGTH);
  });

  test("COMPOSE-4: without a participant nothing is written", async () => {
    const { watcher } = await three();
    const writer = new Writer(watcher);
    expect(await writer.type("sneaked in")).toMatchObject({ code: "conflict" });
    expect(await writer.send()).toMatchObject({ code: "conflict" });
  });
});
