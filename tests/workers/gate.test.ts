/**
 * The checks that every frame passes on its way in. They are the same for each object with sockets, so the same tests run on all of them.
 */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { UserId } from "../../shared/ids.ts";
import {
  HELLO_RATE,
  MAX_BAD_FRAMES_PER_MINUTE,
  MAX_EARLY_BYTES,
  MAX_EARLY_FRAMES,
  MAX_FRAME_BYTES,
  READ_RATE,
  SIGNAL_RATE,
} from "../../shared/limits.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import { byteLength } from "../../shared/text.ts";
import { PRINCIPAL_HEADER } from "../../server/sockets/socket-principal.ts";
import { eventually } from "../support/eventually.ts";
import { type Device, knockAt, makeRoom, newUser, organization } from "./support/room.ts";

/** An object with sockets, and the frames with which the tests are done on it. */
interface Place {
  open(person: UserId): Promise<DurableObjectStub>;
  /** The object's name in the log. */
  logged: string;
  /** The type of the frame that answers `hello`. */
  greeting: string;
  /** A request that counts as a read, and the type of its answer. */
  question: object;
  answer: string;
  /** The table that `hello` and the request read. */
  table: string;
  /** A frame whose answer waits for the directory's table of members. */
  waits: object;
}

const places: Record<string, Place> = {
  "a room": {
    open: (person) => makeRoom([[person, "owner"]]),
    logged: "room",
    greeting: "welcome",
    question: { type: "history", before: 1, limit: 1 },
    answer: "page",
    table: "messages",
    waits: { type: "invite", user: newUser(), role: "member" },
  },
  "an inbox": {
    open: async (person) => env.INBOX.getByName(`${organization}:${person}`),
    logged: "inbox",
    greeting: "inbox",
    question: { type: "page", after: null },
    answer: "inbox.page",
    table: "entries",
    waits: { type: "watch", people: [newUser()] },
  },
};

const HELLO = {
  type: "hello",
  version: PROTOCOL_VERSION,
  device: "dev_00000000000000000000000000",
  since: null,
  epoch: null,
};

const INTERNAL = { type: "error", code: "internal", message: "Something went wrong." };

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(Object.entries(places))("the gate of %s", (_, place) => {
  let person: UserId;
  let object: DurableObjectStub;
  let device: Device;

  beforeEach(async () => {
    person = newUser();
    object = await place.open(person);
    device = await knockAt(object, person);
  });

  /** Says hello and waits for the answer. */
  async function greeted(one: Device): Promise<void> {
    one.say(HELLO);
    await one.until(() => one.frames.find(({ type }) => type === place.greeting));
  }

  const answerTo = (ref: number) =>
    device.until(() => device.frames.find((frame) => "ref" in frame && frame.ref === ref));
  const errors = () => device.frames.filter(({ type }) => type === "error");
  const firstError = () => device.until(() => errors()[0]);

  // ---- size and shape

  test("FRAME-3: bytes of UTF-8 count, not characters", async () => {
    await greeted(device);
    const room = MAX_FRAME_BYTES - byteLength('{"ref":1,"text":""}');
    const balloons = "🎈".repeat(Math.floor(room / 4)) + "x".repeat(room % 4);
    device.sendRaw(`{"ref":1,"text":"${balloons}"}`);
    expect(await answerTo(1)).toMatchObject({ code: "bad_type" });
    device.sendRaw(`{"ref":1,"text":"${balloons}x"}`);
    expect(await device.closeCode()).toBe(4413);
  });

  test("FRAME-3: also before hello, and bytes too", async () => {
    device.sendRaw(new ArrayBuffer(MAX_FRAME_BYTES + 1));
    expect(await device.closeCode()).toBe(4413);
    expect(device.raw).toEqual([]);
  });

  test.each([
    ["no JSON", "not json", { code: "bad_json" }],
    ["half a frame", '{"type":"hello"', { code: "bad_json" }],
    ["60,000 brackets", "[".repeat(60_000), { code: "bad_json" }],
    ["a deep nest", `${"[".repeat(20_000)}${"]".repeat(20_000)}`, { code: "bad_type" }],
    ["nothing", "", { code: "bad_type" }],
    ["null", "null", { code: "bad_type" }],
    ["a list", "[]", { code: "bad_type" }],
    ["a type that is no text", '{"type":{"type":"hello"},"ref":3}', { code: "bad_type", ref: 3 }],
    ["an unknown type", '{"type":"promote","ref":3}', { code: "bad_type", ref: 3 }],
    ["a name of all objects", '{"type":"constructor","ref":3}', { code: "bad_type", ref: 3 }],
    ["a prototype", '{"type":"__proto__","ref":3}', { code: "bad_type", ref: 3 }],
    ["a type in a prototype", '{"__proto__":{"type":"hello"},"ref":3}', { code: "bad_type", ref: 3 }],
    ["a ref that is none", '{"type":"promote","ref":{"valueOf":1}}', { code: "bad_type" }],
  ])("FRAME-1: %s is answered, with its ref, and the socket goes on", async (_name, data, expected) => {
    await greeted(device);
    device.sendRaw(data);
    expect(await firstError()).toEqual({ type: "error", message: expect.any(String), ...expected });
    expect(await device.ask(place.question)).toMatchObject({ type: place.answer });
  });

  test("FRAME-1: bytes are answered with bad_type", async () => {
    await greeted(device);
    device.sendRaw(new ArrayBuffer(100));
    expect(await firstError()).toMatchObject({ code: "bad_type" });
  });

  test("FRAME-2: the tenth bad frame in a minute closes the socket", async () => {
    await greeted(device);
    for (let i = 1; i < MAX_BAD_FRAMES_PER_MINUTE; i++) device.sendRaw("{");
    expect(await device.ask(place.question)).toMatchObject({ type: place.answer });
    expect(errors()).toHaveLength(MAX_BAD_FRAMES_PER_MINUTE - 1);
    device.sendRaw("{");
    expect(await device.closeCode()).toBe(4400);
  });

  // ---- hello

  test("FRAME-4: frames that come before hello are answered after it, in their order", async () => {
    const refs = Array.from({ length: MAX_EARLY_FRAMES }, () => device.tell(place.question));
    await greeted(device);
    await answerTo(refs.at(-1) ?? 0);
    const [first] = device.frames;
    expect(first).toMatchObject({ type: place.greeting });
    expect(device.frames.flatMap((frame) => ("ref" in frame ? [frame.ref] : []))).toEqual(refs);
  });

  test("FRAME-4: what was kept counts as any other frame", async () => {
    const devices = [device, ...(await Promise.all([1, 2, 3].map(() => knockAt(object, person))))];
    for (const each of devices) for (let i = 0; i < MAX_EARLY_FRAMES; i++) each.tell(place.question);
    await Promise.all(devices.map(greeted));
    const limited = expect.objectContaining({ type: "error", code: "rate_limited" });
    await eventually(() => expect(devices.flatMap(({ frames }) => frames)).toContainEqual(limited));
  });

  test("FRAME-4: more frames before hello than are kept close the socket", async () => {
    for (let i = 0; i <= MAX_EARLY_FRAMES; i++) device.tell(place.question);
    expect(await device.closeCode()).toBe(4400);
    expect(device.raw).toEqual([]);
  });

  test("FRAME-4: more bytes before hello than are kept close the socket", async () => {
    const half = "é".repeat(MAX_EARLY_BYTES / 4);
    device.tell({ ...place.question, half });
    device.tell({ ...place.question, half });
    expect(await device.closeCode()).toBe(4400);
    expect(device.raw).toEqual([]);
  });

  test("FRAME-4: who never says hello is closed", async () => {
    device.tell(place.question);
    expect(await device.closeCode()).toBe(4408);
    expect(device.raw).toEqual([]);
  });

  test("FRAME-5: another version has to upgrade", async () => {
    device.say({ ...HELLO, version: PROTOCOL_VERSION + 1 });
    expect(await device.closeCode()).toBe(4426);
  });

  test("FRAME-9: a second hello is greeted again; one too many closes the socket", async () => {
    await greeted(device);
    const greetings = () => device.frames.filter(({ type }) => type === place.greeting);
    device.say(HELLO);
    await device.until(() => (greetings().length === 2 ? true : undefined));
    const many = 3 * HELLO_RATE.burst;
    for (let i = 0; i < many; i++) device.say(HELLO);
    expect(await device.closeCode()).toBe(4429);
    expect(greetings().length).toBeLessThan(many);
  });

  test("FRAME-9: reading much makes no hello too many", async () => {
    await greeted(device);
    for (let i = 0; i < 4 * READ_RATE.burst; i++) device.tell(place.question);
    await firstError();
    const other = await knockAt(object, person);
    await greeted(other);
  });

  // ---- rates

  test("FRAME-6: too fast is answered with when to come again, and never stopping closes the socket", async () => {
    await greeted(device);
    for (let i = 0; i < 4 * READ_RATE.burst; i++) device.tell(place.question);
    expect(await firstError()).toMatchObject({
      code: "rate_limited",
      ref: expect.any(Number),
      retryAfter: expect.any(Number),
    });
    for (let i = 0; i < 300; i++) device.tell(place.question);
    expect(await device.closeCode()).toBe(4429);
  });

  test("FRAME-6, WINDOW-2: made up marks are dropped without a word", async () => {
    await greeted(device);
    for (let i = 0; i < 2 * SIGNAL_RATE.burst; i++) device.say({ type: "ack", mark: i });
    expect(await device.ask(place.question)).toMatchObject({ type: place.answer });
    expect(errors()).toEqual([]);
  });

  // ---- internal faults

  const rename = (from: string, to: string) =>
    runInDurableObject(object, (_object, { storage }) => {
      storage.sql.exec(`ALTER TABLE ${from} RENAME TO ${to}`);
    });
  const watchLog = () => vi.spyOn(console, "error").mockImplementation(() => undefined);
  const logged = (log: ReturnType<typeof watchLog>) =>
    log.mock.calls.filter(([kind]) => kind === place.logged);

  test("FRAME-10: what throws is logged once, with the object's name, and answered with internal and its ref", async () => {
    const log = watchLog();
    await greeted(device);
    await rename(place.table, "away");
    const ref = device.tell(place.question);
    expect(await answerTo(ref)).toEqual({ ...INTERNAL, ref });
    expect(logged(log)).toEqual([[place.logged, object.name, expect.any(Error)]]);
    await rename("away", place.table);
    expect(await device.ask(place.question)).toMatchObject({ type: place.answer });
    expect(errors()).toHaveLength(1);
  });

  test("FRAME-10: so is what throws later", async () => {
    const log = watchLog();
    await greeted(device);
    await env.DB.exec("ALTER TABLE members RENAME TO members_away");
    const ref = device.tell(place.waits);
    const answered = await answerTo(ref);
    await env.DB.exec("ALTER TABLE members_away RENAME TO members");
    expect(answered).toEqual({ ...INTERNAL, ref });
    expect(logged(log)).toEqual([[place.logged, object.name, expect.any(Error)]]);
    expect(await device.ask(place.question)).toMatchObject({ type: place.answer });
    expect(errors()).toHaveLength(1);
  });

  test("FRAME-10: a hello that throws has greeted nobody: frames wait for the next one", async () => {
    watchLog();
    await rename(place.table, "away");
    const early = device.tell(place.question);
    device.say(HELLO);
    expect(await firstError()).toEqual(INTERNAL);
    const late = device.tell(place.question);
    await rename("away", place.table);
    await greeted(device);
    expect(await answerTo(late)).toMatchObject({ type: place.answer });
    const answered = device.frames.flatMap((frame) => ("ref" in frame ? [frame.ref] : []));
    expect(answered).toEqual([early, late]);
  });

  test("FRAME-11: what throws while a socket is opened closes it, to come again, and shows nothing", async () => {
    const log = watchLog();
    const headers = { upgrade: "websocket", [PRINCIPAL_HEADER]: "%" };
    const response = await object.fetch("https://parley.internal/", { headers });
    const socket = response.webSocket;
    if (socket === null) throw new Error(`no socket: ${response.status}`);
    const heard: unknown[] = [];
    const closed = new Promise<{ code: number; reason: string }>((resolve) => {
      socket.addEventListener("message", ({ data }) => heard.push(data));
      socket.addEventListener("close", resolve);
    });
    socket.accept();
    expect(await closed).toMatchObject({ code: 1013, reason: "Try again later." });
    expect(heard).toEqual([]);
    expect(logged(log)).toEqual([[place.logged, object.name, expect.any(Error)]]);
  });
});
