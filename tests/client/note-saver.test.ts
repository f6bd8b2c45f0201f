import { expect, test } from "vitest";
import { merged } from "../../client/sdk/notes/merged.ts";
import { NoteSaver, PAUSE, type SaveState, type Unsaved } from "../../client/sdk/notes/note-saver.ts";
import { WaitingNotes } from "../../client/sdk/notes/waiting-notes.ts";
import { ParleyError } from "../../client/sdk/parley-error.ts";
import type { DocumentId, LibraryId } from "../../shared/ids.ts";
import type { ChangeNote, NewNote, Note } from "../../shared/notes.ts";

const noteOf = (change: {
  title: string;
  text: string;
  tags?: string[] | undefined;
  version: number;
}): Note => ({
  id: "doc_00000000000000000000000001" as DocumentId,
  library: "lib_00000000000000000000000001" as LibraryId,
  kind: "note",
  excerpt: "",
  context: null,
  state: "ready",
  isShared: false,
  createdAt: 1,
  updatedAt: 1,
  links: { addresses: [], notes: [], backlinks: [], files: [] },
  copy: null,
  ...change,
  tags: change.tags ?? [],
});

/** A server that has one note, a device, and a clock that goes by hand. */
function scene() {
  let stored = noteOf({ title: "Plan", text: "one", version: 1 });
  const given = new Set<string>();
  const kept: (Unsaved | null)[] = [];
  const states: SaveState["type"][] = [];
  const timers: { work: () => void; at: number }[] = [];
  let now = 0;
  let isOnline = true;
  let answersAreLost = false;
  let keys = 0;
  const saver = new NoteSaver(stored, {
    save: (change: ChangeNote, key) => {
      if (!isOnline) return Promise.reject(new ParleyError("unavailable", "no connection"));
      if (!given.has(key)) {
        if (change.version !== stored.version) return Promise.reject(new ParleyError("conflict", "newer"));
        if (change.title === "") return Promise.reject(new ParleyError("bad_type", "no title"));
        given.add(key);
        stored = noteOf({ ...change, version: change.version + 1 });
      }
      return answersAreLost
        ? Promise.reject(new ParleyError("unavailable", "no answer"))
        : Promise.resolve(stored);
    },
    keep: (unsaved) => kept.push(unsaved),
    newKey: () => `key ${++keys}`,
    later: (work, milliseconds) => {
      const timer = { work, at: now + milliseconds };
      timers.push(timer);
      return () => {
        const at = timers.indexOf(timer);
        if (at >= 0) timers.splice(at, 1);
      };
    },
    changed: ({ type }) => states.push(type),
    saved: () => undefined,
  });
  return {
    saver,
    kept,
    states,
    stored: () => stored,
    set: (change: { isOnline?: boolean; answersAreLost?: boolean }) => {
      isOnline = change.isOnline ?? isOnline;
      answersAreLost = change.answersAreLost ?? answersAreLost;
    },
    saveElsewhere: (text: string) => (stored = noteOf({ ...stored, text, version: stored.version + 1 })),
    pass: async (milliseconds: number) => {
      now += milliseconds;
      for (const timer of timers.filter(({ at }) => at <= now)) {
        timers.splice(timers.indexOf(timer), 1);
        timer.work();
      }
      for (let i = 0; i < 10; i++) await Promise.resolve();
    },
  };
}

test("NOTE-12: what is written is saved once after a pause, and kept on the device until then", async () => {
  const { saver, kept, stored, pass } = scene();
  saver.write({ text: "one t" });
  await pass(PAUSE / 2);
  saver.write({ text: "one two" });
  await pass(PAUSE / 2);
  expect(stored().version).toBe(1);
  expect(kept.at(-1)).toEqual({ title: "Plan", text: "one two", tags: [], version: 1 });
  await pass(PAUSE);
  expect(stored()).toMatchObject({ text: "one two", version: 2 });
  expect(kept.at(-1)).toBeNull();
  expect(saver.state).toEqual({ type: "saved" });
});

test("NOTE-12: words that are written during a save are in the next one", async () => {
  const { saver, stored, pass, kept } = scene();
  saver.write({ text: "one two" });
  saver.flush();
  saver.write({ text: "one two three" });
  await pass(0);
  expect(stored()).toMatchObject({ text: "one two", version: 2 });
  expect(kept.at(-1)).toMatchObject({ text: "one two three", version: 2 });
  await pass(PAUSE);
  expect(stored()).toMatchObject({ text: "one two three", version: 3 });
});

test("NOTE-12: without a connection it waits, and a save whose answer was lost is made once", async () => {
  const { saver, stored, pass, set } = scene();
  set({ isOnline: false });
  saver.write({ text: "offline" });
  saver.flush();
  await pass(0);
  expect(saver.state).toEqual({ type: "waiting" });
  set({ isOnline: true, answersAreLost: true });
  await pass(10_000);
  expect(stored()).toMatchObject({ text: "offline", version: 2 });
  expect(saver.state).toEqual({ type: "waiting" });
  set({ answersAreLost: false });
  await pass(10_000);
  expect(saver.state).toEqual({ type: "saved" });
  expect(stored().version).toBe(2);
});

test("NOTE-3: after a conflict nothing is saved and nothing is lost until the person decides", async () => {
  const { saver, stored, pass, kept, saveElsewhere } = scene();
  saver.write({ text: "mine" });
  const theirs = saveElsewhere("from the phone");
  await pass(PAUSE);
  expect(saver.state).toEqual({ type: "conflict" });
  saver.write({ text: "mine, longer" });
  await pass(PAUSE * 10);
  expect(stored()).toMatchObject({ text: "from the phone", version: 2 });
  expect(kept.at(-1)).toMatchObject({ text: "mine, longer" });
  saver.decide(theirs, { ...theirs, text: "mine, longer" });
  await pass(0);
  expect(stored()).toMatchObject({ text: "mine, longer", version: 3 });
  saver.decide(stored(), stored());
  expect(saver.state).toEqual({ type: "saved" });
  expect(stored().version).toBe(3);
});

test("NOTE-12: what the server refuses stays on the device, and the next change is tried", async () => {
  const { saver, stored, pass, kept } = scene();
  saver.write({ title: "" });
  await pass(PAUSE);
  expect(saver.state).toMatchObject({ type: "refused" });
  expect(kept.at(-1)).toMatchObject({ title: "" });
  saver.write({ title: "Again" });
  await pass(PAUSE);
  expect(stored()).toMatchObject({ title: "Again", version: 2 });
});

test.each([
  ["a\nb\nc", "a\nx\nc", "a\nb\nx\nc"],
  ["a", "a\nb", "a\nb"],
  ["", "b", "b"],
  ["same", "same", "same"],
])("NOTE-3: two texts are put together without losing a line: %j and %j", (first, second, both) => {
  expect(merged(first, second)).toBe(both);
});

function device(post: (note: NewNote, key: string) => Promise<Note>) {
  const all = new Map<string, string>();
  let keys = 0;
  const store = {
    read: (key: string) => all.get(key) ?? null,
    write: (key: string, value: string | null) =>
      void (value === null ? all.delete(key) : all.set(key, value)),
    keys: (prefix: string) => [...all.keys()].filter((key) => key.startsWith(prefix)),
  };
  const open = () => new WaitingNotes({ store, prefix: "notes:ada:", post, newKey: () => `k${++keys}` });
  return { open, all };
}

test("NOTE-13: a note that cannot be sent waits on the device, also after the page is gone, and is stored once", async () => {
  const posted: string[] = [];
  let isOnline = false;
  const { open, all } = device((note, key) => {
    if (!isOnline) return Promise.reject(new ParleyError("unavailable", "no connection"));
    posted.push(`${key} ${note.text}`);
    return Promise.resolve(noteOf({ title: "t", text: note.text, version: 1 }));
  });
  expect(await open().keep({ text: "first" })).toEqual({ type: "waits" });
  expect(await open().keep({ text: "second" })).toEqual({ type: "waits" });
  all.set("notes:grace:k9", "of another person");
  all.set("notes:ada:k8", "damaged");
  isOnline = true;
  const later = open();
  await Promise.all([later.send(), later.send()]);
  expect(posted).toEqual(["k1 first", "k2 second"]);
  expect([...all.keys()]).toEqual(["notes:grace:k9", "notes:ada:k8"]);
});

test("NOTE-13: a note that the server refuses is told to the person and does not wait", async () => {
  const { open, all } = device(() => Promise.reject(new ParleyError("too_large", "too long")));
  await expect(open().keep({ text: "x" })).rejects.toMatchObject({ code: "too_large" });
  expect(all.size).toBe(0);
});
