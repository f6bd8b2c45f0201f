import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ParleyError } from "../../client/sdk/parley-error.ts";
import { type SendOptions, type Upload, Uploads } from "../../client/sdk/uploads/index.ts";
import type { Attachment } from "../../shared/attachments.ts";
import { MAX_ATTACHMENT_BYTES } from "../../shared/limits.ts";
import { aFile, newAttachmentId } from "../support/attachments.ts";
import { newMessageId } from "../support/people.ts";
import { ada, den } from "./support/people.ts";
import { makeScene, openAndReady, type Scene, until } from "./support/scene.ts";

const passes = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

/** A fake server that answers when the test says so. */
class Server {
  readonly begun: { name: string; options: SendOptions; answer: PromiseWithResolvers<Attachment> }[] = [];
  readonly arrived: string[] = [];
  readonly places: number[] = [];
  readonly uploads = new Uploads({
    nextId: newAttachmentId,
    send: ({ file }, options) => {
      const answer = Promise.withResolvers<Attachment>();
      options.signal.addEventListener("abort", () => answer.reject(new Error("aborted")));
      this.begun.push({ name: file.name, options, answer });
      return answer.promise;
    },
    arrived: (_, { name, at }) => {
      this.arrived.push(name);
      this.places.push(at);
    },
    changed: () => undefined,
    now: () => 1_000,
    random: () => 0.5,
  });

  add(...names: string[]): void {
    this.uploads.add(
      den,
      names.map((name) => ({ name, size: 5 })),
    );
  }

  async takes(name: string): Promise<void> {
    this.begun.findLast((each) => each.name === name)?.answer.resolve(aFile({ name }));
    await passes(0);
  }

  async fails(name: string, error: unknown): Promise<void> {
    this.begun.findLast((each) => each.name === name)?.answer.reject(error);
    await passes(0);
  }

  get states(): string[] {
    return this.uploads.list.map(({ file, state }: Upload) => `${file.name} ${state.type}`);
  }
}

describe("ATTACH-15: a file on its way", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("goes with at most two others, tells how far it is, and leaves the list when the room has it", async () => {
    const server = new Server();
    server.add("a", "b", "c", "d");
    expect(server.states).toEqual(["a sending", "b sending", "c sending", "d waiting"]);
    server.begun[0]?.options.onProgress(0.5);
    expect(server.uploads.list[0]?.state).toEqual({ type: "sending", progress: 0.5 });
    await server.takes("b");
    expect([server.arrived, server.states]).toEqual([["b"], ["a sending", "c sending", "d sending"]]);
    await server.takes("a");
    // The order is that in which the files were chosen, not that in which they arrived.
    expect(server.places).toEqual([1_001, 1_000]);
  });

  test("waits while there is no connection, and goes by itself when there is one", async () => {
    const server = new Server();
    server.uploads.setOnline(false);
    server.add("a");
    await passes(60_000);
    expect([server.states, server.begun]).toEqual([["a offline"], []]);
    server.uploads.setOnline(true);
    expect(server.states).toEqual(["a sending"]);
    await server.takes("a");
    expect(server.arrived).toEqual(["a"]);
  });

  test("that breaks off is sent again under the same id, later each time, until it is there", async () => {
    const server = new Server();
    server.add("a");
    const { id } = server.uploads.list[0] ?? {};
    for (let i = 0; i < 5; i++) {
      await server.fails("a", new ParleyError("unavailable", "The connection broke."));
      expect(server.states).toEqual(["a offline"]);
      await passes(15_000);
      expect(server.states).toEqual(["a sending"]);
      expect(server.uploads.list[0]?.id).toBe(id);
    }
    await server.takes("a");
    expect(server.states).toEqual([]);
  });

  test("waits as long as it is told", async () => {
    const server = new Server();
    server.add("a");
    await server.fails("a", new ParleyError("rate_limited", "Too many.", 40_000));
    await passes(39_000);
    expect(server.begun).toHaveLength(1);
    await passes(2_000);
    expect(server.begun).toHaveLength(2);
  });

  test("that is refused says why, and can be sent again or removed", async () => {
    const server = new Server();
    server.add("a", "b");
    for (const name of ["a", "b"]) await server.fails(name, new ParleyError("too_many", "Too many wait."));
    await passes(60_000);
    expect(server.uploads.list.map(({ state }) => state)).toEqual(
      Array(2).fill({ type: "failed", code: "too_many", message: "Too many wait.", mayRetry: true }),
    );
    const [a, b] = server.uploads.list;
    if (a === undefined || b === undefined) throw new Error("both are there");
    server.uploads.retry(a.id);
    server.uploads.remove(b.id);
    expect(server.states).toEqual(["a sending"]);
  });

  test("that is removed while it is sent is broken off, and the next one goes", async () => {
    const server = new Server();
    server.add("a", "b", "c", "d");
    const [a] = server.uploads.list;
    if (a !== undefined) server.uploads.remove(a.id);
    await passes(0);
    expect(server.begun[0]?.options.signal.aborted).toBe(true);
    expect(server.states).toEqual(["b sending", "c sending", "d sending"]);
    expect(server.arrived).toEqual([]);
  });

  test("that can never be taken is not sent at all", async () => {
    const server = new Server();
    server.uploads.add(den, [
      { name: "empty", size: 0 },
      { name: "film", size: MAX_ATTACHMENT_BYTES + 1 },
    ]);
    expect(server.uploads.list.map(({ state }) => state)).toMatchObject([
      { type: "failed", message: "The file is empty.", mayRetry: false },
      { type: "failed", message: "A file may have 25 MB; this one has 26 MB.", mayRetry: false },
    ]);
    expect(server.begun).toEqual([]);
  });
});

describe("ATTACH-16: the outbox", () => {
  let scene: Scene;
  beforeEach(() => void (scene = makeScene()));
  afterEach(() => scene.end());

  test("keeps a message's files, sends their ids, and gives them back where it is refused for good", async () => {
    const room = await openAndReady(scene, ada);
    const file = { ...aFile(), at: 1 };
    // The file was never uploaded, so the room refuses the message.
    await room.send({ text: "", attachments: [file] });
    await until(() => room.outbox[0]?.failure !== undefined);
    expect(scene.server.ofType("send")).toMatchObject([{ text: "", attachments: [file.id] }]);
    expect(room.outbox[0]).toMatchObject({ failure: { code: "not_found" }, attachments: [file] });
    const back: unknown[] = [];
    await room.discard(room.outbox[0]?.id ?? newMessageId(), (...said) => back.push(said));
    expect([back, room.outbox]).toEqual([[["", [file], []]], []]);
  });

  test("refuses at once what no message holds", async () => {
    const room = await openAndReady(scene, ada);
    const attachments = Array.from({ length: 11 }, () => ({ ...aFile(), at: 1 }));
    await expect(room.send({ text: "", attachments })).rejects.toMatchObject({ code: "too_many" });
    await expect(room.send({ text: " ", attachments: [] })).rejects.toMatchObject({ code: "bad_type" });
  });
});
