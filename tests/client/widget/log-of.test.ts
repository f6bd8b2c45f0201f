import { expect, test } from "vitest";
import { logOf } from "../../../client/widget/panel/log/log-of.ts";
import type { OutboxEntry } from "../../../client/sdk/types.ts";
import type { AgentId, MessageId, UserId } from "../../../shared/ids.ts";
import type { Message, Notice } from "../../../shared/protocol/events.ts";
import type { RoomView } from "../../../shared/room-view.ts";

const mira = "visitor_0000000000000000000000000a" as UserId;
const grace = "user_0000000000000000000000000b" as UserId;
const agent = "agent_0000000000000000000000000c" as AgentId;

const message = (seq: number, author: UserId, rest: object = {}): Message =>
  ({
    seq,
    id: `msg_${seq}`,
    author,
    at: seq,
    text: `${seq}`,
    mentions: [],
    version: 1,
    reactions: {},
    ...rest,
  }) as unknown as Message;
const notice = (seq: number, type: string, by: UserId): Notice =>
  ({ seq, type, by, at: seq }) as unknown as Notice;
const view = (messages: Message[], notices: Notice[] = []): RoomView =>
  ({ messages, notices, members: { [grace]: { name: "Grace Hopper" } } }) as unknown as RoomView;
const types = (room: RoomView, outbox: OutboxEntry[] = []) =>
  [...logOf(room, outbox, mira).values()].map(({ type }) => type);

test("messages and lines stand in the order of the room, and what is not sent yet at the end", () => {
  const entry = { id: "msg_9" as MessageId, text: "later" } as OutboxEntry;
  const room = view([message(2, mira), message(4, grace)], [notice(3, "takeover.begun", grace)]);
  expect(types(room, [entry])).toEqual(["mine", "line", "person", "mine"]);
});

test("a message keeps its key when the room has it", () => {
  const entry = { id: "msg_2" as MessageId, text: "2" } as OutboxEntry;
  const before = [...logOf(view([]), [entry], mira).keys()];
  const after = [...logOf(view([message(2, mira)]), [entry], mira).keys()];
  expect(after).toEqual(before);
});

test("of several answers to one prompt the chosen one is shown", () => {
  const answers = [2, 3].map((seq) =>
    message(seq, agent, { answer: { state: "completed", siblings: [2, 3], chosen: 3 } }),
  );
  expect(
    [...logOf(view(answers), [], mira).values()].map((item) => item.type === "answer" && item.message.seq),
  ).toEqual([3]);
});

test("messages that one person has written in a row are one group", () => {
  const log = [...logOf(view([message(1, grace), message(2, grace), message(3, mira)]), [], mira).values()];
  expect(log.map((item) => item.type === "person" && [item.isFirst, item.isLast])).toEqual([
    [true, false],
    [false, true],
    false,
  ]);
});

test("what visitors need not know of the room is no line", () => {
  const room = view(
    [],
    [notice(1, "room.created", mira), notice(2, "member.added", mira), notice(3, "support.requested", mira)],
  );
  expect([...logOf(room, [], mira).values()]).toEqual([{ type: "line", line: { what: "youAsked", at: 3 } }]);
});
