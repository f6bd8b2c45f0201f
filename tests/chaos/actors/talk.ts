import { ParleyError, type Room } from "../../../client/sdk/index.ts";
import { isAgentId, type RoomId } from "../../../shared/ids.ts";
import type { Message } from "../../../shared/protocol/events.ts";
import type { RoomView } from "../../../shared/room-view.ts";
import type { Random } from "../random.ts";
import type { Recorder } from "../recorder.ts";
import type { Device } from "./device.ts";

const operations = {
  send: 76,
  reply: 4,
  thread: 6,
  edit: 4,
  delete: 2,
  react: 6,
  read: 4,
  ask: 2,
  stop: 0.6,
  choose: 0.4,
  typing: 1,
  history: 2,
  restart: 0.15,
} as const;

/** Maximum waiting messages. A person would stop typing then too. */
const MAX_WAITING_MESSAGES = 8;
const EMOJI = ["👍", "🎉", "❤️", "👀"];
const WORDS = [
  "hello",
  "Grüße",
  "日本語",
  "🙂",
  "a\u0301",
  "tomorrow",
  "\u202eright to left",
  "𝒎𝒂𝒕𝒉",
  "line\nbreak",
];

/** One random action of one device in one room. It does not wait for commands, because a person does not wait either. */
export async function talkOnce(
  device: Device,
  id: RoomId,
  random: Random,
  recorder: Recorder,
): Promise<void> {
  const room = device.room(id);
  if (await repairOutbox(device, id, random, recorder)) return;
  const view = room.view;
  const target = view === null ? undefined : recent(view, random);
  switch (random.weighted(operations)) {
    case "send":
      if (room.outbox.length < MAX_WAITING_MESSAGES) await device.write(id, sentence(random));
      return;
    case "reply":
      if (room.outbox.length < MAX_WAITING_MESSAGES) {
        await device.write(id, sentence(random), target === undefined ? {} : { replyTo: target.seq });
      }
      return;
    case "thread": {
      // What is deleted in the same moment gets no thread: the reply is refused, and given up.
      if (room.outbox.length >= MAX_WAITING_MESSAGES || target === undefined) return;
      const root = target.thread ?? target.seq;
      const also = random.chance(0.25) ? ({ alsoRoom: true } as const) : {};
      if (target.deletedAt === undefined) await device.write(id, sentence(random), { thread: root, ...also });
      return;
    }
    case "edit": {
      const mine = view?.messages.findLast(
        (message) => isMine(message, view) && message.deletedAt === undefined,
      );
      if (mine !== undefined) expected(room.edit(mine.seq, mine.version, sentence(random)));
      return;
    }
    case "delete":
      if (view !== null && target !== undefined && isMine(target, view)) expected(room.delete(target.seq));
      return;
    case "react":
      if (target !== undefined) expected(room.react(target.seq, random.pick(EMOJI), random.chance(0.7)));
      return;
    case "ask":
      if (view !== null && room.outbox.length < MAX_WAITING_MESSAGES)
        await askAgent(device, id, view, random);
      return;
    case "stop": {
      const running = view?.messages.findLast(({ answer }) => answer?.state === "running")?.answer;
      if (running !== undefined) expected(room.stop(running.turn));
      return;
    }
    case "choose": {
      const answered = view?.messages.findLast(({ answer }) => answer?.siblings !== undefined);
      const other = answered?.answer?.siblings?.[0];
      if (other !== undefined) expected(room.choose(other));
      else if (answered !== undefined) expected(room.ask(answered.seq));
      return;
    }
    case "read":
      return room.markRead(random.between(0, (view?.head ?? 0) + 3));
    case "typing":
      return room.typing();
    case "history":
      return expected(room.loadOlder());
    case "restart":
      return device.restart();
  }
}

/** A prompt that contains its answer as a script. The answer takes some hundred milliseconds; sometimes the provider fails. */
async function askAgent(device: Device, id: RoomId, view: RoomView, random: Random): Promise<void> {
  const agent = Object.values(view.members).find(({ user, role }) => isAgentId(user) && role !== null);
  if (agent === undefined) return;
  const words = {
    say: `${random.pick(WORDS)} $i `,
    times: random.between(5, 60),
    every: random.between(2, 15),
  };
  const first = random.weighted({ well: 6, cut: 1, busy: 1, empty: 1 });
  const failure = { well: [], cut: [{ cut: true }], busy: [{ fail: 429 }], empty: [{ empty: true }] }[first];
  const steps = first === "empty" ? failure : [words, ...failure];
  const script = JSON.stringify({ attempts: [steps, [words]] });
  await device.write(id, `${sentence(random)}\n#script ${script}`, { mentions: [agent.user] });
}

/** A person's reaction to a refused message: retry it or discard it. */
async function repairOutbox(
  device: Device,
  id: RoomId,
  random: Random,
  recorder: Recorder,
): Promise<boolean> {
  const room = device.room(id);
  const refused = room.outbox.find(({ failure }) => failure !== undefined);
  if (refused === undefined) return false;
  const mayWrite = room.view?.you.capabilities.includes("write") ?? false;
  if (await giveUpThread(device, room, recorder)) return true;
  if (mayWrite && random.chance(0.8)) await room.retry(refused.id);
  else if (mayWrite) {
    await room.discard(refused.id);
    recorder.note(device.history, { type: "discarded", room: id, id: refused.id });
  }
  return true;
}

/** A reply whose thread cannot be will never be taken. Returns whether there was one. */
export async function giveUpThread(device: Device, room: Room, recorder: Recorder): Promise<boolean> {
  const reply = room.outbox.find(
    ({ thread, failure }) => thread !== undefined && failure?.code === "conflict",
  );
  if (reply === undefined) return false;
  await room.discard(reply.id);
  recorder.note(device.history, { type: "discarded", room: room.id, id: reply.id });
  return true;
}

/** The room may refuse a command (someone else changed the object first, roles change). Any other error is a bug. */
export function expected(promise: Promise<unknown>): void {
  promise.catch((error: unknown) => {
    if (!(error instanceof ParleyError)) throw error;
  });
}

function recent(view: RoomView, random: Random): Message | undefined {
  const some = view.messages.slice(-20);
  return some.length === 0 ? undefined : random.pick(some);
}

function isMine(message: Message, view: RoomView): boolean {
  return message.author === view.you.user;
}

function sentence(random: Random): string {
  return (
    Array.from({ length: random.between(1, 6) }, () => random.pick(WORDS)).join(" ") +
    ` #${random.between(0, 1e9)}`
  );
}
