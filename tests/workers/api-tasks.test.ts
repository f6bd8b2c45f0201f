import { beforeAll, describe, expect, it } from "vitest";
import type { ApiTask, ApiTaskList, NewApiTask } from "../../shared/api-tasks.ts";
import type { SentMessage } from "../../shared/api-rooms.ts";
import type { RoomId } from "../../shared/ids.ts";
import { roomTaskId, type TaskId } from "../../shared/task-id.ts";
import { momentOf } from "../../shared/zoned-time.ts";
import { ada, begin, codes, grace, makeRoom, organization, write } from "./support/api-rooms-lab.ts";
import { request, roomPath } from "./support/api-request.ts";
import type { Person } from "./support/person.ts";
import { eventually } from "../support/eventually.ts";

beforeAll(begin);

const path = (rest = "", query = "") => `/api/v1/tasks${rest}?organization=${organization.id}${query}`;
const make = (who: Person, task: NewApiTask) => who.must(who.post<ApiTask>(path(), task));
const get = (who: Person, id: TaskId) => who.must(who.get<ApiTask>(path(`/${id}`)));
const complete = (who: Person, id: TaskId, body: object = {}) =>
  who.must(who.post<ApiTask>(path(`/${id}/complete`), body));
const change = (who: Person, id: TaskId, body: object) => who.send<ApiTask>("PATCH", path(`/${id}`), body);
const list = (who: Person, query = "") => who.must(who.get<ApiTaskList>(path("", query)));
const titles = async (who: Person, query = ""): Promise<string[]> =>
  (await list(who, query)).items.map(({ title }) => title);
const BERLIN = "Europe/Berlin";

describe("TASK-14: tasks over HTTP", () => {
  it("are made, listed, changed, completed and deleted, personal ones and those of rooms alike", async () => {
    const room = await makeRoom();
    for (const place of [{}, { room }]) {
      const made = await make(ada, {
        ...place,
        title: "Pay rent",
        due: "2027-01-01",
        zone: BERLIN,
        notes: "By wire.",
      });
      expect(made).toMatchObject({
        title: "Pay rent",
        state: "open",
        notes: "By wire.",
        hasNotes: true,
        version: 1,
      });
      expect(made.due).toEqual({ at: momentOf(BERLIN, "2027-01-01", 0), zone: BERLIN, allDay: true });
      expect(await get(ada, made.id)).toEqual(made);
      await eventually(async () => expect(await titles(ada, "&status=pending")).toContain("Pay rent"));
      const renamed = await change(ada, made.id, {
        version: 1,
        title: "Pay the rent",
        repeat: "FREQ=MONTHLY",
      });
      expect(renamed.status).toBe(200);
      const done = await complete(ada, made.id);
      expect(done).toMatchObject({ title: "Pay the rent", state: "open", times: 1 });
      expect(done.due?.at).toBe(momentOf(BERLIN, "2027-02-01", 0));
      await change(ada, made.id, { state: "cancelled" });
      expect((await get(ada, made.id)).state).toBe("cancelled");
      expect((await ada.delete(path(`/${made.id}`))).status).toBe(200);
      for (const gone of [await ada.get(path(`/${made.id}`)), await ada.delete(path(`/${made.id}`))])
        expect(codes(gone)).toEqual([404, "not_found"]);
    }
  });

  it("have the same addresses below /api/tasks", async () => {
    const short = (rest = "") => `/api/tasks${rest}?organization=${organization.id}`;
    const { id } = await ada.must(ada.post<ApiTask>(short(), { title: "Short" }));
    expect(
      (await ada.must(ada.get<ApiTaskList>(`${short()}&status=pending`))).items.map((each) => each.id),
    ).toContain(id);
    expect((await ada.must(ada.post<ApiTask>(short(`/${id}/complete`), {}))).state).toBe("done");
  });

  it("read times in words, on the clock of the zone, and refuse what is no time", async () => {
    for (const [due, at, allDay] of [
      ["2027-03-28T02:30", momentOf(BERLIN, "2027-03-28", 150), undefined],
      ["2028-02-29", momentOf(BERLIN, "2028-02-29", 0), true],
      ["2027-01-01T09:00:00-05:00", Date.UTC(2027, 0, 1, 14), undefined],
      ["9999-12-31", momentOf(BERLIN, "9999-12-31", 0), true],
      ["1999-12-31", momentOf(BERLIN, "1999-12-31", 0), true],
    ] as const)
      expect((await make(ada, { title: "x", due, zone: BERLIN })).due, due).toEqual({
        at,
        zone: BERLIN,
        ...(allDay && { allDay }),
      });
    const words = await make(ada, {
      title: "x",
      due: "nächsten Freitag um 9:00",
      zone: BERLIN,
      language: "de",
    });
    expect(
      new Date(words.due?.at ?? 0).toLocaleString("en-GB", {
        timeZone: BERLIN,
        weekday: "short",
        timeStyle: undefined,
        hour: "2-digit",
        minute: "2-digit",
      }),
    ).toContain("Fri");
    for (const due of [
      "2027-02-29",
      "2027-02-30T09:00",
      "2027-01-01T25:00",
      "soon-ish",
      "",
      { at: -1, zone: "UTC" },
    ])
      expect([due, ...codes(await ada.post(path(), { title: "x", due }))]).toEqual([due, 400, "bad_type"]);
    expect(codes(await ada.post(path(), { title: "x", due: "2027-01-01", zone: "Mars/Base" }))).toEqual([
      400,
      "bad_type",
    ]);
  });

  it("refuse a repeat of a hundred thousand times, and a due time in the year 10000", async () => {
    const room = await makeRoom();
    for (const place of [{}, { room }])
      for (const wrong of [
        { due: "2027-01-01", repeat: "FREQ=DAILY;COUNT=100000" },
        { due: { at: Date.UTC(10_000, 0, 1), zone: "UTC" } },
        { repeat: "FREQ=DAILY" },
      ])
        expect(codes(await ada.post(path(), { ...place, title: "x", ...wrong }))).toEqual([400, "bad_type"]);
  });

  it("are made once by a repeated request, and a time that repeats is completed once", async () => {
    const room = await makeRoom();
    for (const place of [{}, { room }]) {
      const body = { ...place, title: "Once", due: "2027-01-01", repeat: "FREQ=DAILY" };
      const headers = { "idempotency-key": crypto.randomUUID() };
      const once = () => request<ApiTask>(ada, "POST", path(), { body, headers });
      const first = await once();
      expect(first.status).toBe(201);
      const { id, due } = await ada.must(Promise.resolve(first));
      expect((await ada.must(once())).id).toBe(id);
      for (let i = 0; i < 2; i++)
        expect(await complete(ada, id, { due: due?.at })).toMatchObject({ times: 1 });
    }
  });
});

describe("TASK-13: whose they are", () => {
  it("nobody reaches a task of somebody else, or of a room in which they are not, by its id", async () => {
    const room = await makeRoom([]);
    const own = await make(ada, { title: "secret" });
    const shared = await make(ada, { title: "secret", room });
    const said = await write(ada, room, "no task");
    const unknown = [
      roomTaskId(room, said.seq),
      roomTaskId(room, 999_999),
      "task_x",
      `${room}.0`,
      `${room}.1.1`,
      room,
      "..",
      "%00",
    ];
    for (const id of [own.id, shared.id, ...unknown])
      for (const answer of [
        await grace.get(path(`/${id}`)),
        await grace.send("PATCH", path(`/${id}`), { state: "done" }),
        await grace.post(path(`/${id}/complete`), {}),
        await grace.delete(path(`/${id}`)),
      ])
        expect([id, ...codes(answer)]).toEqual([id, 404, "not_found"]);
    expect(codes(await grace.get(path("", `&room=${room}`)))).toEqual([404, "not_found"]);
    expect(codes(await grace.post(path(), { title: "x", room }))).toEqual([404, "not_found"]);
    for (const id of [own.id, shared.id]) expect((await get(ada, id)).state).toBe("open");
    expect(codes(await ada.get(path(`/${roomTaskId(room, said.seq)}`)))).toEqual([404, "not_found"]);
  });

  it("a room lists its tasks in its order, for everyone in it", async () => {
    const room: RoomId = await makeRoom();
    for (const title of ["a", "b"]) await make(ada, { title, room, assignee: grace.id });
    const sent = await ada.must(ada.post<SentMessage>(roomPath(room, "/messages"), { text: "c", task: {} }));
    expect(await titles(grace, `&room=${room}`)).toEqual(["a", "b", "c"]);
    await complete(grace, roomTaskId(room, sent.message.seq));
    expect(await titles(ada, `&room=${room}&status=ended`)).toEqual(["c"]);
    await eventually(async () => expect(await titles(grace)).toEqual(["a", "b"]));
  });
});
