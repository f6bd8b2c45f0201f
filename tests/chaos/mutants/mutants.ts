/** Incorrect histories: each is named for its error, and has the rule that must report it. */
import type { RoomEvent } from "../../../shared/protocol/events.ts";
import type { ServerFrame } from "../../../shared/protocol/frames.ts";
import type { rules } from "../checker/rules.ts";
import type { ClientHistory, History } from "../history.ts";
import type { Unstamped } from "../recorder.ts";
import { bot } from "../../support/people.ts";
import { ada, grace, idOf, linus, room, turn } from "./good-history.ts";

export interface Mutant {
  rule: keyof typeof rules;
  corrupt(history: History): void;
}

export const mutants: Record<string, Mutant> = {
  "an acknowledged message is not in the log": {
    rule: "R1 no acknowledged message is lost",
    corrupt: (history) =>
      void (logOf(history).messages = logOf(history).messages.filter(({ seq }) => seq !== 6)),
  },
  "an acknowledged message has another seq": {
    rule: "R1 no acknowledged message is lost",
    corrupt: (history) => void receives(history, "grace", 2, { type: "ok", ref: 1, seq: 6 }),
  },
  "an acknowledged message lost a byte": {
    rule: "R1 no acknowledged message is lost",
    corrupt: (history) => changeMessage(history, 6, { text: "si" }),
  },
  "a written message never arrived": {
    rule: "R1 what was written arrives, in the order of writing",
    corrupt: (history) => note(history, "grace", { type: "wrote", room, id: idOf(99), text: "lost" }),
  },
  "two messages of a device changed places": {
    rule: "R1 what was written arrives, in the order of writing",
    corrupt(history) {
      for (const message of logOf(history).messages) {
        if (message.seq === 5) message.id = idOf(6);
        else if (message.seq === 6) message.id = idOf(5);
      }
    },
  },
  "someone was shown a message that was never stored": {
    rule: "R2 nothing was shown that is not in the log",
    corrupt: (history) => changeMessage(history, 10, { id: idOf(77) }),
  },
  "someone was shown more than the log has": {
    rule: "R2 nothing was shown that is not in the log",
    corrupt: (history) => void (logOf(history).head = 14),
  },
  "someone was shown a notice that is not there": {
    rule: "R2 nothing was shown that is not in the log",
    corrupt: (history) =>
      void (logOf(history).notices = logOf(history).notices.filter(({ seq }) => seq !== 9)),
  },
  "a message shows a reply that is not there": {
    rule: "R10 threads are counted as they stand",
    corrupt: (history) => changeMessage(history, 6, { replies: { count: 1, last: 1, people: [grace] } }),
  },
  "a reply is in no count": {
    rule: "R10 threads are counted as they stand",
    corrupt: (history) => changeMessage(history, 10, { thread: 6 }),
  },
  "a seq was given twice": {
    rule: "R3 one order, no gaps, no duplicates",
    corrupt: (history) => changeEvent(history, "ada", 8, { emoji: "🎉" }),
  },
  "a seq was skipped": {
    rule: "R3 one order, no gaps, no duplicates",
    corrupt: (history) => void (logOf(history).head = 19),
  },
  "the log lists a seq twice": {
    rule: "R3 one order, no gaps, no duplicates",
    corrupt: (history) => void logOf(history).messages.push(...logOf(history).messages.slice(0, 1)),
  },
  "a repeated message was stored twice": {
    rule: "R4 a message is stored once, with its first body",
    corrupt: (history) => changeMessage(history, 10, { id: idOf(6) }),
  },
  "a repeated message was overwritten": {
    rule: "R4 a message is stored once, with its first body",
    corrupt: (history) => changeMessage(history, 6, { text: "other" }),
  },
  "another body under the same id was accepted": {
    rule: "R4 a message is stored once, with its first body",
    corrupt: (history) => replaceAnswer(history, 4, { type: "ok", ref: 4, seq: 6 }),
  },
  "the same body under the same id was refused": {
    rule: "R4 a message is stored once, with its first body",
    corrupt: (history) => replaceAnswer(history, 3, { type: "error", ref: 3, code: "conflict", message: "" }),
  },
  "a repeat received another seq": {
    rule: "R4 a message is stored once, with its first body",
    corrupt: (history) => replaceAnswer(history, 3, { type: "ok", ref: 3, seq: 10 }),
  },
  "a resumed connection left out an event": {
    rule: "R5 R6 a resumed connection has no gap",
    corrupt: (history) =>
      forEvents(history, "linus", (events) => void (events.length === 3 && events.splice(1, 1))),
  },
  "a resumed connection sent an event twice": {
    rule: "R5 R6 a resumed connection has no gap",
    corrupt: (history) =>
      forEvents(
        history,
        "linus",
        (events) => void (events.length === 3 && events.unshift(...events.slice(0, 1))),
      ),
  },
  "another epoch was answered without a reset": {
    rule: "R5 R6 a resumed connection has no gap",
    corrupt(history) {
      for (const entry of clientOf(history, "linus").entries)
        if (entry.type === "received" && entry.frame.type === "welcome" && entry.frame.reset === null)
          entry.frame.epoch = "e2";
    },
  },
  "an event was missed between snapshot and live": {
    rule: "R5 R6 a resumed connection has no gap",
    corrupt: (history) =>
      forEvents(history, "ada", (events) => void (events[0]?.seq === 5 && events.splice(0, 1))),
  },
  "a client shows another text than a fresh one": {
    rule: "R7 state from events equals a fresh client's state",
    corrupt: (history) => changeMessage(history, 6, { text: "other" }),
  },
  "a client's head is too low": {
    rule: "R7 state from events equals a fresh client's state",
    corrupt: (history) => changeView(history, (view) => ({ ...view, head: 14 })),
  },
  "a client shows another name of the room": {
    rule: "R7 state from events equals a fresh client's state",
    corrupt: (history) => changeView(history, (view) => ({ ...view, room: { ...view.room, name: "other" } })),
  },
  "a client still has a message waiting": {
    rule: "R7 state from events equals a fresh client's state",
    corrupt: (history) => void clientOf(history, "grace").ends.forEach((end) => (end.pending = 1)),
  },
  "someone reacted twice with the same": {
    rule: "R8 reactions are sets",
    corrupt: (history) => changeMessage(history, 6, { reactions: { "👍": [ada, ada] } }),
  },
  "a reaction without people is shown": {
    rule: "R8 reactions are sets",
    corrupt: (history) => changeMessage(history, 6, { reactions: { "👍": [] } }),
  },
  "a read cursor went back": {
    rule: "R9 cursors only move forward",
    corrupt: (history) =>
      receives(history, "ada", 1, { type: "cursors", cursors: [{ user: grace, delivered: 8, read: 5 }] }),
  },
  "a read cursor is ahead of the log": {
    rule: "R9 cursors only move forward",
    corrupt: (history) =>
      receives(history, "ada", 1, { type: "cursors", cursors: [{ user: grace, delivered: 99, read: 99 }] }),
  },
  "a removed person received a later event": {
    rule: "R17 removed members receive nothing",
    corrupt(history) {
      const invited = clientOf(history, "ada").entries.findIndex(
        (entry) => entry.type === "sent" && entry.frame.type === "invite",
      );
      const before = clientOf(history, "ada").entries[invited]?.step ?? 0;
      const event = clientOf(history, "ada").entries.find((entry) => isEvent(entry, 10));
      if (event !== undefined) clientOf(history, "linus").entries.push({ ...event, step: before - 0.5 });
    },
  },
  "a viewer wrote": {
    rule: "R19 roles hold at once",
    // Grace becomes a viewer before she writes "ten".
    corrupt(history) {
      for (const { name } of history.clients) changeEvent(history, name, 13, { seq: 9.5 });
    },
  },
  "someone removed wrote": {
    rule: "R19 roles hold at once",
    corrupt(history) {
      for (const name of ["ada", "grace", "linus"]) changeEvent(history, name, 10, { by: linus });
    },
  },
  "a client was told to sign in again without a reason": {
    rule: "R29 only a removal stops a client permanently",
    corrupt: (history) => note(history, "ada", { type: "closed", room, socket: 1, code: 4401 }),
  },
  "a piece of an answer was shown that is not stored there": {
    rule: "R11 the shown text of an answer equals the stored text",
    corrupt: (history) => void receives(history, "ada", 1, { type: "part", m: 17, a: 1, n: 4, d: "was." }),
  },
  "a late client was shown another beginning": {
    rule: "R11 the shown text of an answer equals the stored text",
    corrupt(history) {
      for (const entry of clientOf(history, "linus").entries)
        if (entry.type === "received" && entry.frame.type === "welcome")
          entry.frame.live = [{ target: 17, attempt: 1, text: "Nine" }];
    },
  },
  "an answer lost its last byte": {
    rule: "R11 the shown text of an answer equals the stored text",
    corrupt: (history) => changeMessage(history, 17, { text: "Ten it is" }),
  },
  "a turn ended twice": {
    rule: "R12 every turn ends exactly once",
    corrupt(history) {
      forEvents(history, "linus", (events) => {
        for (const event of [...events]) if (event.seq === 18) events.push({ ...event, seq: 19 });
      });
    },
  },
  "an answer never ends": {
    rule: "R12 every turn ends exactly once",
    corrupt: (history) =>
      changeMessage(history, 17, {
        answer: { turn, asker: grace, prompts: [10], state: "running", attempt: 1 },
      }),
  },
  "a prompt waits forever": {
    rule: "R12 every turn ends exactly once",
    corrupt(history) {
      const log = logOf(history);
      log.fresh = { ...log.fresh, queue: [{ turn, agent: bot, asker: grace, prompts: [10], place: 16 }] };
    },
  },
  "a time goes back": {
    rule: "R31 only the server's time counts",
    corrupt: (history) => changeMessage(history, 10, { at: 1_000_001 }),
  },
  "a time is a client's, ten years ahead": {
    rule: "R31 only the server's time counts",
    corrupt: (history) => changeMessage(history, 12, { at: 1_000_000 + 10 * 365 * 86_400_000 }),
  },
};

function logOf(history: History) {
  const [log] = history.rooms;
  if (log === undefined) throw new Error("no room");
  return log;
}

function clientOf(history: History, name: string): ClientHistory {
  const client = history.clients.find((one) => one.name === name);
  if (client === undefined) throw new Error(`no ${name}`);
  return client;
}

/** Appends an entry at the end of the run. */
function note(history: History, name: string, entry: Unstamped): void {
  clientOf(history, name).entries.push({ ...entry, step: 1e6, at: 1e6 });
}

function receives(history: History, name: string, socket: number, frame: ServerFrame): void {
  note(history, name, { type: "received", room, socket, frame });
}

function changeMessage(history: History, seq: number, change: object): void {
  for (const message of logOf(history).messages) if (message.seq === seq) Object.assign(message, change);
}

function changeView(
  history: History,
  change: (view: NonNullable<ClientHistory["ends"][number]["view"]>) => typeof view,
): void {
  for (const end of clientOf(history, "ada").ends) if (end.view !== null) end.view = change(end.view);
}

function forEvents(history: History, name: string, change: (events: RoomEvent[]) => void): void {
  for (const entry of clientOf(history, name).entries)
    if (entry.type === "received" && entry.frame.type === "events") change(entry.frame.events);
}

function changeEvent(history: History, name: string, seq: number, change: object): void {
  forEvents(history, name, (events) => {
    for (const [n, event] of events.entries()) if (event.seq === seq) events[n] = { ...event, ...change };
  });
}

function isEvent(entry: ClientHistory["entries"][number], seq: number): boolean {
  return (
    entry.type === "received" &&
    entry.frame.type === "events" &&
    entry.frame.events.some((event) => event.seq === seq)
  );
}

function replaceAnswer(history: History, ref: number, frame: ServerFrame): void {
  for (const entry of clientOf(history, "grace").entries)
    if (entry.type === "received" && "ref" in entry.frame && entry.frame.ref === ref) entry.frame = frame;
}
