/** What every door says while the machine's disk stores nothing. `tests/scripts/full-disk.test.ts` fills a real one. */
import { SELF } from "cloudflare:test";
import { afterEach, expect, test } from "vitest";
import { type DiskFault, setDiskFault } from "../../server/storage/storage-fault.ts";
import { paths } from "../../shared/api.ts";
import { eventually } from "../support/eventually.ts";
import { openInbox } from "./support/inbox.ts";
import { ada, grace, join, makeRoom, newMessageId } from "./support/room.ts";

afterEach(() => setDiskFault(null));

const newRoom = () =>
  makeRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);

const RULES: readonly [string, DiskFault][] = [
  ["DISK-1", "storage_full"],
  ["DISK-2", "storage_read_only"],
];

test.each(RULES)("%s: %s refuses what stores something in a room, and the room goes on", async (_, fault) => {
  const room = await newRoom();
  const [a, g] = [await join(room, ada), await join(room, grace)];
  const { seq } = await a.write("before");
  setDiskFault(fault);
  for (const frame of [
    { type: "send", id: newMessageId(), text: "while" },
    { type: "edit", target: seq, version: 1, text: "other" },
    { type: "react", target: seq, emoji: "👍", on: true },
    { type: "rename", name: "park" },
  ])
    expect(await a.ask(frame)).toMatchObject({ type: "error", code: fault, retryAfter: 5_000 });
  // Reading and signals go on.
  expect(await a.ask({ type: "history", before: 100 })).toMatchObject({ type: "page" });
  expect(a.closed).toBeNull();
  setDiskFault(null);
  await a.write("after");
  await g.until(() => (g.events.length === 2 ? true : undefined));
  expect(g.events.map(({ seq: each }) => each)).toEqual([seq, seq + 1]);
});

test.each(RULES)("%s: %s refuses what stores something in an inbox", async (_, fault) => {
  await newRoom();
  const inbox = await openInbox(ada);
  await eventually(() => expect(inbox.frames.length).toBeGreaterThan(0));
  setDiskFault(fault);
  const answer = await inbox.ask({ type: "prefer", preferences: { privateReading: true } });
  expect(answer).toMatchObject({ type: "error", code: fault });
  setDiskFault(null);
  expect(await inbox.ask({ type: "prefer", preferences: {} })).toMatchObject({ type: "ok" });
});

test.each(RULES)("%s: %s refuses requests that store something, before they store it", async (_, fault) => {
  const post = (path: string) =>
    SELF.fetch(`https://parley.example${path}`, {
      method: "POST",
      headers: { origin: "https://parley.example", "content-type": "application/json" },
      body: JSON.stringify({ name: "Ada", email: "ada@example.com", password: "correct horse battery" }),
    });
  setDiskFault(fault);
  const refused = await post("/api/auth/sign-up/email");
  expect(refused.status).toBe(507);
  expect(refused.headers.get("retry-after")).toBe("5");
  expect(await refused.json()).toMatchObject({ ok: false, error: { code: fault } });
  // Reading is not refused: whoever is not signed in is told so.
  expect((await SELF.fetch(`https://parley.example${paths.me}`)).status).toBe(401);
  // Signing in is small enough for the reserve of a full disk.
  const signIn = await post("/api/auth/sign-in/email");
  expect(signIn.status).toBe(fault === "storage_full" ? 401 : 507);
});
