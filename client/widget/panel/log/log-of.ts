/** What a conversation shows, from the room's view: pure. */
import { isAgentId, type UserId } from "../../../../shared/ids.ts";
import type { Message, Notice } from "../../../../shared/protocol/events.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import type { RoomView } from "../../../../shared/room-view.ts";
import type { OutboxEntry } from "../../../sdk/types.ts";

export type Line =
  | { what: "joined" | "left" | "handedBack" | "closed"; name: string; at: number }
  | { what: "youHandedBack" | "youAsked" | "youStopped" | "youClosed" | "youReopened"; at: number };

export type Item =
  /** What the visitor wrote: in the room, or still on this device. */
  | { type: "mine"; message: Message | null; entry: OutboxEntry | null; isLast: boolean }
  | { type: "answer"; message: Message; answer: Answer; name: string; isLast: boolean }
  /** `isFirst`, `isLast`: of messages that one person has written in a row. */
  | { type: "person"; message: Message; name: string; isFirst: boolean; isLast: boolean }
  | { type: "line"; line: Line };

/** In order, by a key that stays the same: of a message that is sent, too. */
export function logOf(view: RoomView | null, outbox: readonly OutboxEntry[], me: UserId): Map<string, Item> {
  const items = new Map<string, Item>();
  const nameOf = (user: UserId): string => view?.members[user]?.name ?? "";
  const messages = (view?.messages ?? []).filter(isShown);
  const notices = view?.notices ?? [];
  let at = 0;
  for (const message of messages) {
    for (; at < notices.length && (notices[at] as Notice).seq < message.seq; at++)
      addLine(notices[at] as Notice);
    items.set(`${message.author}/${message.id}`, itemOf(message, nameOf, me));
  }
  for (; at < notices.length; at++) addLine(notices[at] as Notice);
  for (const entry of outbox) {
    const key = `${me}/${entry.id}`;
    if (!items.has(key)) items.set(key, { type: "mine", message: null, entry, isLast: false });
  }
  return grouped(items);

  function addLine(notice: Notice): void {
    const line = lineOf(notice, nameOf, me);
    if (line !== null) items.set(`line ${notice.seq}`, { type: "line", line });
  }
}

/** Of several answers to one prompt, the one that is chosen. */
const isShown = ({ seq, answer }: Message): boolean =>
  answer?.siblings === undefined || answer.chosen === undefined || answer.chosen === seq;

function itemOf(message: Message, nameOf: (user: UserId) => string, me: UserId): Item {
  const name = nameOf(message.author);
  if (message.author === me) return { type: "mine", message, entry: null, isLast: false };
  if (message.answer !== undefined || isAgentId(message.author)) {
    const answer = message.answer;
    if (answer !== undefined) return { type: "answer", message, answer, name, isLast: false };
  }
  return { type: "person", message, name, isFirst: true, isLast: true };
}

function lineOf(notice: Notice, nameOf: (user: UserId) => string, me: UserId): Line | null {
  const { at, by } = notice;
  const name = nameOf(by);
  switch (notice.type) {
    case "takeover.begun":
      return { what: "joined", name, at };
    case "takeover.ended":
      return by === me ? { what: "youHandedBack", at } : { what: "handedBack", name, at };
    case "support.requested":
      return { what: "youAsked", at };
    case "support.withdrawn":
      return { what: "youStopped", at };
    case "support.closed":
      return by === me ? { what: "youClosed", at } : { what: "closed", name, at };
    case "support.reopened":
      return by === me ? { what: "youReopened", at } : null;
    case "member.left":
      return { what: "left", name, at };
    default:
      return null;
  }
}

function grouped(items: Map<string, Item>): Map<string, Item> {
  const all = [...items];
  let lastMine = "";
  let lastAnswer = "";
  all.forEach(([key, item], index) => {
    if (item.type === "mine") lastMine = key;
    if (item.type === "answer") lastAnswer = key;
    if (item.type !== "person") return;
    const isSame = (other: Item | undefined): boolean =>
      other?.type === "person" && other.message.author === item.message.author;
    items.set(key, {
      ...item,
      isFirst: !isSame(all[index - 1]?.[1]),
      isLast: !isSame(all[index + 1]?.[1]),
    });
  });
  for (const key of [lastMine, lastAnswer]) {
    const item = items.get(key);
    if (item?.type === "mine" || item?.type === "answer") items.set(key, { ...item, isLast: true });
  }
  return items;
}
