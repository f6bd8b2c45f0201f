import { expect, test } from "vitest";
import type { Effect } from "../../server/rules/room/effects.ts";
import { CommandQueue, type CommandQueuePorts } from "../../server/objects/room/command-queue.ts";
import { queuedFrom } from "../../server/objects/room/reply.ts";
import type { OpenSocket } from "../../server/sockets/connections.ts";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import { ada, newMessageId } from "../support/people.ts";

/** A command queue with an internal fault, and the frames that its socket is sent. */
function failingQueue(failing: Partial<CommandQueuePorts>) {
  const sent: unknown[] = [];
  const bugs: unknown[] = [];
  // The queue uses only these members of a socket.
  const socket = {
    connection: { send: (encoded: string) => sent.push(JSON.parse(encoded)) },
    window: { isFull: false, sent: () => false },
  } as unknown as OpenSocket;
  const caller = { user: ada, scopes: ALL_SCOPES };
  const commands = new CommandQueue({
    now: () => 0,
    prepare: () => undefined,
    transaction: (work) => work(),
    handle: () => ({ seq: 7, effects: [published] }),
    perform: () => undefined,
    reportBug: (error) => bugs.push(error),
    ...failing,
  });
  const add = (ref: number) => commands.add(queuedFrom(socket, ref, { caller, command: send() }));
  return { commands, caller, add, sent, bugs };
}

const published: Effect = {
  type: "publish",
  event: { type: "room.renamed", seq: 7, at: 0, by: ada, name: "garden" },
};
const broken = (): never => {
  throw new Error("broken");
};
const send = () => ({ type: "send", id: newMessageId(), text: "hello" }) as const;

test("FRAME-10: a command that cannot be prepared is answered, alone or with others, and changes nothing", async () => {
  let decided = 0;
  const handle = () => {
    decided += 1;
    return { effects: [] };
  };
  const { add, sent, bugs } = failingQueue({ prepare: broken, handle });
  for (const ref of [1, 2, 3]) add(ref);
  await expect.poll(() => sent.length).toBe(3);
  expect(sent).toMatchObject([1, 2, 3].map((ref) => ({ type: "error", ref, code: "internal" })));
  // The first command is handled at once; the others of the window are handled together. So there are two faults.
  expect(bugs).toHaveLength(2);
  expect(decided).toBe(0);
});

test("FRAME-10: a command that is stored is acknowledged though it cannot be told to anybody", () => {
  const { add, sent, bugs } = failingQueue({ perform: broken });
  add(1);
  expect(sent).toEqual([{ type: "ok", ref: 1, seq: 7 }]);
  expect(bugs).toHaveLength(1);
});
