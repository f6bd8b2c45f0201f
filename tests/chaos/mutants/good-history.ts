/** A small correct run that mutants change. Created anew each time, so that each mutant may change it in place. */
import type { Message, Notice, RoomEvent } from "../../../shared/protocol/events.ts";
import type { ClientFrame, Cursor, ServerFrame, Welcome } from "../../../shared/protocol/frames.ts";
import { applyEvent, viewFromSnapshot } from "../../../shared/room-view.ts";
import type { RoomView } from "../../../shared/room-view.ts";
import { makeId, makeMessageId } from "../../../shared/ids.ts";
import { textHash } from "../../../shared/text-hash.ts";
import { ada, bot, grace, linus, newRoomId } from "../../support/people.ts";
import type { ClientHistory, History } from "../history.ts";
import { Recorder } from "../recorder.ts";

export { ada, grace, linus };
export const room = newRoomId();
export const idOf = (n: number) => makeMessageId(n, (bytes) => bytes.fill(1));
const T = 1_000_000;
export const turn = makeId("turn", (bytes) => bytes.fill(7));
const ANSWER = "Ten it is.";

const sent = (seq: number, by: typeof ada, text: string): RoomEvent => ({
  type: "message.sent",
  seq,
  at: T + seq,
  by,
  message: { id: idOf(seq), text, mentions: [], version: 1 },
});
const added = (seq: number, user: typeof ada, role: "owner" | "member"): RoomEvent => ({
  type: "member.added",
  seq,
  at: T + seq,
  by: ada,
  user,
  name: "",
  role,
});

/** Ada creates the room, Grace writes, Linus is removed at 9 and joins again at 11, Grace is a viewer from 13 to 14. */
function log(): RoomEvent[] {
  const role = (seq: number, to: "viewer" | "member"): RoomEvent => ({
    type: "member.role",
    seq,
    at: T + seq,
    by: ada,
    user: grace,
    role: to,
  });
  return [
    { type: "room.created", seq: 1, at: T + 1, by: ada, kind: "group", name: "den" },
    added(2, ada, "owner"),
    added(3, grace, "member"),
    added(4, linus, "member"),
    sent(5, grace, "five"),
    sent(6, grace, "six"),
    {
      type: "message.edited",
      seq: 7,
      at: T + 7,
      by: grace,
      target: 5,
      version: 2,
      text: "FIVE",
      mentions: [],
    },
    { type: "reaction.added", seq: 8, at: T + 8, by: ada, target: 6, emoji: "👍" },
    { type: "member.removed", seq: 9, at: T + 9, by: ada, user: linus },
    sent(10, grace, "ten"),
    added(11, linus, "member"),
    sent(12, ada, "twelve"),
    role(13, "viewer"),
    role(14, "member"),
    { type: "message.deleted", seq: 15, at: T + 15, by: ada, target: 12 },
    {
      type: "turn.queued",
      seq: 16,
      at: T + 16,
      by: grace,
      target: 10,
      turn: { turn, agent: bot, asker: grace, prompts: [10], place: 16 },
    },
    {
      type: "message.sent",
      seq: 17,
      at: T + 17,
      by: bot,
      message: {
        id: idOf(17),
        text: "",
        mentions: [],
        version: 1,
        answer: { turn, asker: grace, prompts: [10], state: "running", attempt: 1 },
      },
    },
    {
      type: "turn.ended",
      seq: 18,
      at: T + 18,
      by: bot,
      target: 17,
      turn,
      attempt: 1,
      state: "completed",
      hash: textHash(ANSWER),
      length: ANSWER.length,
      text: ANSWER,
    },
  ];
}

function viewAt(head: number): RoomView {
  const empty = welcome(0, {
    room: { id: room, kind: "group", name: "" },
    members: [],
    queue: [],
    takeover: null,
    timeline: { messages: [], notices: [], more: false },
  });
  if (empty.reset === null) throw new Error("no snapshot");
  return log().slice(0, head).reduce(applyEvent, viewFromSnapshot(empty, empty.reset));
}

function welcome(head: number, reset: Welcome["reset"]): Welcome {
  const cursors: Cursor[] = [{ user: grace, delivered: Math.min(5, head), read: Math.min(5, head) }];
  const you = { user: grace, role: "member" as const, capabilities: [] };
  return {
    type: "welcome",
    version: 1,
    epoch: "e1",
    head,
    now: T,
    you,
    reset,
    cursors,
    presence: [],
    live: [],
  };
}

export function goodHistory(): History {
  const recorder = new Recorder();
  const client = (name: string, user: typeof ada): ClientHistory => ({
    name,
    user,
    device: makeId("dev", (bytes) => bytes),
    kind: "sdk",
    entries: [],
    ends: [],
  });
  const [adas, graces, linuses] = [
    client("ada", ada),
    client("grace", grace),
    client("linus", linus),
  ] as const;
  const wrote = (who: ClientHistory, n: number, text: string) =>
    recorder.note(who, { type: "wrote", room, id: idOf(n), text });
  const sends = (who: ClientHistory, socket: number, frame: ClientFrame) =>
    recorder.note(who, { type: "sent", room, socket, frame });
  const receives = (who: ClientHistory, socket: number, frame: ServerFrame) =>
    recorder.note(who, { type: "received", room, socket, frame });
  const hello = (since: number | null): ClientFrame => ({
    type: "hello",
    version: 1,
    device: adas.device,
    since,
    epoch: since === null ? null : "e1",
  });
  const opens = (who: ClientHistory, socket: number, head: number): void => {
    const { messages, notices } = viewAt(head);
    sends(who, socket, hello(null));
    const timeline = { messages: [...messages], notices: [...notices], more: false };
    receives(
      who,
      socket,
      welcome(head, {
        room: { id: room, kind: "group", name: "den" },
        members: [],
        timeline,
        queue: [],
        takeover: null,
      }),
    );
  };
  const happens = (seq: number, ...listeners: [ClientHistory, number][]): void => {
    const event = log()[seq - 1];
    if (event === undefined) throw new Error("no such event");
    for (const [who, socket] of listeners) receives(who, socket, { type: "events", events: [event] });
  };
  const everyone: [ClientHistory, number][] = [
    [adas, 1],
    [graces, 2],
    [linuses, 3],
  ];
  const without: [ClientHistory, number][] = [
    [adas, 1],
    [graces, 2],
  ];

  for (const [who, socket] of everyone) opens(who, socket, 4);
  wrote(graces, 5, "five");
  wrote(graces, 6, "six");
  sends(graces, 2, { type: "send", ref: 1, id: idOf(5), text: "five" });
  happens(5, ...everyone);
  sends(graces, 2, { type: "send", ref: 2, id: idOf(6), text: "six" });
  happens(6, ...everyone);
  sends(graces, 2, { type: "send", ref: 3, id: idOf(6), text: "six" });
  receives(graces, 2, { type: "ok", ref: 3, seq: 6 });
  sends(graces, 2, { type: "send", ref: 4, id: idOf(6), text: "other" });
  receives(graces, 2, { type: "error", ref: 4, code: "conflict", message: "" });
  happens(7, ...everyone);
  happens(8, ...everyone);
  receives(adas, 1, { type: "cursors", cursors: [{ user: grace, delivered: 8, read: 6 }] });
  sends(adas, 1, { type: "remove", ref: 9, user: linus });
  recorder.note(linuses, { type: "closed", room, socket: 3, code: 4403 });
  happens(9, ...without);
  wrote(graces, 10, "ten");
  sends(graces, 2, { type: "send", ref: 5, id: idOf(10), text: "ten" });
  happens(10, ...without);
  sends(adas, 1, { type: "invite", ref: 10, user: linus, role: "member" });
  happens(11, ...without);
  sends(linuses, 4, hello(8));
  receives(linuses, 4, welcome(11, null));
  receives(linuses, 4, { type: "events", events: log().slice(8, 11) });
  for (const seq of [12, 13, 14, 15, 16, 17]) happens(seq, ...without, [linuses, 4]);
  receives(adas, 1, { type: "part", m: 17, a: 1, n: 0, d: "Ten " });
  receives(adas, 1, { type: "part", m: 17, a: 1, n: 4, d: "it is." });
  happens(18, ...without, [linuses, 4]);

  const view = viewAt(18);
  for (const who of [adas, graces, linuses]) who.ends.push({ room, view: structuredClone(view), pending: 0 });
  const messages: Message[] = structuredClone([...view.messages]);
  const notices: Notice[] = structuredClone([...view.notices]);
  return {
    clients: [adas, graces, linuses],
    rooms: [{ room, head: 18, messages, notices, tail: log().slice(5), fresh: structuredClone(view) }],
    began: T,
    ended: T + 1000,
  };
}
