import {
  evictDurableObject,
  listDurableObjectIds,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import type { RoomServer } from "../../server/objects/room/room-server.ts";
import { Connections } from "../../server/sockets/connections.ts";
import { paths, type OrganizationSummary } from "../../shared/api.ts";
import type { RoomId } from "../../shared/ids.ts";
import { PRESENCE_SWEEP, PRESENCE_SWEEP_ALONE } from "../../shared/limits.ts";
import { PING, PONG } from "../../shared/protocol/frames.ts";
import type { Widget } from "../../shared/widget.ts";
import { eventually } from "../support/eventually.ts";
import { deskOf, roomOf } from "./support/desk.ts";
import { signUp, type Person } from "./support/person.ts";
import { newMessageId } from "./support/room.ts";
import { HELLO } from "./support/socket.ts";
import { ORIGIN } from "./support/visitor.ts";
import { makeWidget, visit, type WidgetVisitor } from "./support/widget.ts";

let ada: Person;
let organization: OrganizationSummary;
let widget: Widget;
beforeAll(async () => {
  ada = await signUp("ada");
  organization = await ada.found("Morrow");
  widget = await makeWidget(ada, organization.id);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Timers that the server has set and that have neither rung nor been cleared. Objects and tests share one isolate here. */
function watchTimers(): { open: () => string[]; seen: () => number } {
  let seen = 0;
  const open = new Map<unknown, string>();
  const { setTimeout: once, setInterval: often, clearTimeout: stop } = globalThis;
  const isOfServer = (stack: string) => stack.includes("/server/") && !stack.includes("/server/local/");
  const note = <Handle>(handle: Handle): Handle => {
    const stack = new Error("set here").stack ?? "";
    if (!isOfServer(stack)) return handle;
    seen++;
    open.set(handle, stack);
    return handle;
  };
  const forget = (handle: unknown): void => {
    open.delete(handle);
    stop(handle as number);
  };
  vi.stubGlobal("setTimeout", (work: () => void, ...rest: [number]) => {
    const handle: unknown = note(
      once(
        () => {
          open.delete(handle);
          work();
        },
        ...rest,
      ),
    );
    return handle;
  });
  vi.stubGlobal("setInterval", (...given: Parameters<typeof often>) => note(often(...given)));
  vi.stubGlobal("clearTimeout", forget);
  vi.stubGlobal("clearInterval", forget);
  return { open: () => [...open.values()], seen: () => seen };
}

/** The visitor's socket, greeted, and all that it has received as it came. */
async function enter(visitor: WidgetVisitor, room: RoomId): Promise<{ socket: WebSocket; told: string[] }> {
  const path = `${paths.roomSocket(organization.id, room)}?ticket=${await visitor.ticket(room)}`;
  const headers = { upgrade: "websocket", origin: ORIGIN };
  const { webSocket: socket } = await exports.default.fetch(`${ORIGIN}${path}`, { headers });
  if (socket === null) throw new Error("no socket");
  const told: string[] = [];
  socket.addEventListener("message", ({ data }) => void told.push(String(data)));
  socket.accept();
  socket.send(HELLO);
  return { socket, told };
}

const say = (socket: WebSocket, text: string): void =>
  socket.send(JSON.stringify({ type: "send", ref: 1, id: newMessageId(), text }));

const hears = (told: string[], words: string) =>
  eventually(() => expect(told.some((frame) => frame.includes(words))).toBe(true));

/** What the object still has to do, and when it wakes by itself. */
const planOf = (object: DurableObjectStub) =>
  runInDurableObject(object, async (_, { storage }) => ({
    tasks: storage.sql.exec<{ task: string; due: number }>("SELECT task, due FROM schedule").toArray(),
    alarm: await storage.getAlarm(),
  }));

/** Visitors who have an answer, and for whom nothing is left to do but to look whether they are there. */
async function idleVisitors(count: number) {
  const visitors = await Promise.all(Array.from({ length: count }, () => visit(widget.id)));
  const idle = await Promise.all(
    visitors.map(async (visitor) => {
      const room = await visitor.begin();
      const open = await enter(visitor, room);
      say(open.socket, "Hello");
      await hears(open.told, '"turn.ended"');
      return { visitor, room, ...open };
    }),
  );
  for (const { room } of idle) {
    await eventually(async () =>
      expect((await planOf(roomOf(room))).tasks.map(({ task }) => task)).toEqual(["presence"]),
    );
  }
  return idle;
}

const others = () => [
  deskOf(organization.id),
  env.SEARCH.getByName(organization.id),
  env.METER.getByName(organization.id),
];

it("WIDGET-15: nothing that visitors touched has a timer, or an alarm but for what is due", async () => {
  const timers = watchTimers();
  const idle = await idleVisitors(3);
  for (const object of others()) {
    // One that was set in case of a crash may be left: it finds nothing, and sets no other.
    await eventually(async () => {
      expect((await planOf(object)).tasks).toEqual([]);
      await runDurableObjectAlarm(object);
      expect(await planOf(object)).toEqual({ tasks: [], alarm: null });
    });
  }
  expect(timers.seen()).toBeGreaterThan(0);
  await eventually(() => expect(timers.open()).toEqual([]));
  for (const { room } of idle) {
    const { tasks, alarm } = await planOf(roomOf(room));
    // The one that secures the work of a crash may come before it.
    expect(alarm ?? Infinity).toBeLessThanOrEqual(tasks[0]?.due ?? 0);
  }
  // A visitor has no inbox that could be awake.
  const inboxes = (await listDurableObjectIds(env.INBOX)).map(String);
  for (const { visitor } of idle)
    expect(inboxes).not.toContain(String(env.INBOX.idFromName(`${organization.id}:${visitor.id}`)));
  for (const { socket } of idle) socket.close();
});

it("WIDGET-15: idle sockets stay open without their rooms, are answered, and wake only the room that is written in", async () => {
  const idle = await idleVisitors(3);
  const woken = vi.spyOn(Connections.prototype, "restore");
  for (const object of [...idle.map(({ room }) => roomOf(room)), ...others()])
    await evictDurableObject(object);
  for (const { socket, told } of idle) {
    socket.send(PING);
    await hears(told, PONG);
  }
  expect(woken).not.toHaveBeenCalled();
  const [first] = idle;
  if (first === undefined) throw new Error("nobody is there");
  say(first.socket, "Are you still there?");
  await hears(first.told, "Are you still there?");
  const rooms = woken.mock.contexts.length;
  expect(rooms).toBeGreaterThan(0);
  for (const { told } of idle.slice(1)) expect(told.join("")).not.toContain("Are you still there?");
  for (const { socket } of idle) socket.close();
});

it("WIDGET-15: a room in which a visitor is alone looks every ten minutes, and as before once somebody else comes", async () => {
  const [{ room, socket } = { room: "" as RoomId, socket: null }] = await idleVisitors(1);
  const look = async () => {
    await runInDurableObject(roomOf(room), (_: RoomServer, { storage }) => {
      storage.sql.exec("UPDATE schedule SET due = 1 WHERE task = 'presence'");
    });
    const now = Date.now();
    await runDurableObjectAlarm(roomOf(room));
    const { tasks, alarm } = await planOf(roomOf(room));
    const due = tasks.find(({ task }) => task === "presence")?.due ?? 0;
    return { after: due - now, alarm: (alarm ?? 0) - now };
  };
  const alone = await look();
  expect(alone.after).toBeGreaterThanOrEqual(PRESENCE_SWEEP_ALONE);
  expect(alone.alarm).toBeGreaterThanOrEqual(PRESENCE_SWEEP_ALONE);
  await roomOf(room).addMember({ user: ada.id, name: "Ada", role: "owner" });
  const helper = await exports.default.fetch(`${ORIGIN}${paths.roomSocket(organization.id, room)}`, {
    headers: { upgrade: "websocket", origin: ORIGIN, cookie: ada.cookie },
  });
  helper.webSocket?.accept();
  helper.webSocket?.send(HELLO);
  await eventually(async () => {
    const { tasks } = await planOf(roomOf(room));
    const due = tasks.find(({ task }) => task === "presence")?.due ?? Infinity;
    expect(due - Date.now()).toBeLessThanOrEqual(PRESENCE_SWEEP);
  });
  const together = await look();
  expect(together.after).toBeLessThan(PRESENCE_SWEEP_ALONE);
  helper.webSocket?.close();
  socket?.close();
});
