/** Decisions that do not count. Ada has asked; the agent's call waits. Ada owns the room, Mallory is an admin, Grace a member, Linus a viewer. */
import { callDigest } from "../../../server/rules/room/call-digest.ts";
import type { DecideCommand } from "../../../server/rules/room/commands/command.ts";
import { makeId, type UserId } from "../../../shared/ids.ts";
import { DECISION_LIFETIME } from "../../../shared/limits.ts";
import type { Scopes } from "../../../shared/permissions.ts";
import type { ErrorCode } from "../../../shared/protocol/codes.ts";
import type { CallId } from "../../../shared/protocol/steps.ts";
import { ada, bot, grace, linus, mallory } from "../../support/people.ts";
import type { TestRoom } from "../../room/test-room.ts";

export interface DecisionCase {
  name: string;
  /** What has happened before. */
  before?: (room: TestRoom, call: CallId) => void;
  by: UserId;
  change?: Partial<DecideCommand> | ((call: CallId) => Partial<DecideCommand>);
  scopes?: Scopes;
  code: ErrorCode;
}

const stranger: UserId = makeId("user", (bytes) => bytes.fill(7));
const args = { text: "archive" };
const turnOf = (call: CallId) => call.slice(0, call.lastIndexOf("."));
const numbered = (number: string) => (call: CallId) => ({ call: `${turnOf(call)}.${number}` as CallId });
const notAsker = (room: TestRoom): void =>
  void room.does(ada, { type: "policy", tool: "echo", policy: "notAsker", isKnown: true });
const decided = (decision: "allow" | "deny") => (room: TestRoom, call: CallId) =>
  void room.attempts.decideOn(call, mallory, decision);
const answerOf = (room: TestRoom) => room.fresh(ada).messages.at(-1)?.seq ?? 0;

const who: DecisionCase[] = [
  { name: "of a viewer", by: linus, code: "forbidden" },
  { name: "of a viewer, who refuses", by: linus, change: { decision: "deny" }, code: "forbidden" },
  { name: "of a viewer, who changes it", by: linus, change: { args, isFit: true }, code: "forbidden" },
  { name: "of a member", by: grace, code: "forbidden" },
  { name: "of a member, who refuses", by: grace, change: { decision: "deny" }, code: "forbidden" },
  { name: "of a member, who changes it", by: grace, change: { args, isFit: true }, code: "forbidden" },
  { name: "of the agent itself", by: bot, code: "forbidden" },
  { name: "of somebody from elsewhere", by: stranger, code: "forbidden" },
  {
    name: "of a key without the scope",
    by: ada,
    scopes: new Set(["read", "write", "manage"]),
    code: "forbidden",
  },
  { name: "of who asked, where that is forbidden", before: notAsker, by: ada, code: "forbidden" },
  {
    name: "of who steers the answer, where who asked is forbidden",
    before: (room) => {
      notAsker(room);
      // The agent is busy with another question of Ada, so that this one waits and can steer the answer that waits.
      room.says(ada, "Something else.", { mentions: [bot] });
      room.says(mallory, "And archive it all.", { mentions: [bot] });
      const [waiting] = room.fresh(ada).queue;
      const into = room.fresh(ada).messages.find(({ answer }) => answer?.state === "waiting")?.answer?.turn;
      if (waiting === undefined || into === undefined) throw new Error("both wait");
      room.does(ada, { type: "merge", turn: waiting.turn, into });
    },
    by: mallory,
    code: "forbidden",
  },
  {
    name: "of who asked, as a refusal",
    before: notAsker,
    by: ada,
    change: { decision: "deny" },
    code: "forbidden",
  },
  {
    name: "of who asked, with a change",
    before: notAsker,
    by: ada,
    change: { args, isFit: true },
    code: "forbidden",
  },
  {
    name: "of an admin who became a member meanwhile",
    before: (room) => void room.does(ada, { type: "role", user: mallory, role: "member" }),
    by: mallory,
    code: "forbidden",
  },
  {
    name: "of an admin who was removed meanwhile",
    before: (room) => void room.does(ada, { type: "remove", user: mallory }),
    by: mallory,
    code: "forbidden",
  },
];

const digests: DecisionCase[] = [
  ["that is empty", ""],
  ["of another tool", callDigest("echo2", { text: "delete" })],
  ["of other arguments", callDigest("echo", { text: "delete all" })],
  ["of more arguments", callDigest("echo", { text: "delete", all: true })],
  ["of no arguments", callDigest("echo", {})],
  ["in capital letters", callDigest("echo", { text: "delete" }).toUpperCase()],
  ["with a space", `${callDigest("echo", { text: "delete" })} `],
  ["that was cut", callDigest("echo", { text: "delete" }).slice(0, 32)],
  ["of the changed call", callDigest("echo", args)],
].map(([name, digest]) => ({
  name: `with a digest ${name ?? ""}`,
  by: ada,
  change: { digest: digest ?? "" },
  code: "conflict" as const,
}));

const foreign: DecisionCase[] = [
  { name: "on the next call", by: ada, change: numbered("2"), code: "not_found" },
  { name: "on call 0", by: ada, change: numbered("0"), code: "not_found" },
  { name: "on a call with a sign", by: ada, change: numbered("-1"), code: "not_found" },
  { name: "on a call with a fraction", by: ada, change: numbered("1.5"), code: "not_found" },
  {
    name: "on a call of another turn",
    by: ada,
    change: { call: `${makeId("turn", (bytes) => bytes)}.1` },
    code: "not_found",
  },
];

const misfit: DecisionCase[] = [
  {
    name: "with arguments that the tool does not take",
    by: ada,
    change: { args, isFit: false },
    code: "bad_type",
  },
  { name: "with arguments that nobody has checked", by: ada, change: { args }, code: "bad_type" },
  {
    name: "with arguments of a refusal",
    by: ada,
    change: { decision: "deny", args, isFit: true },
    code: "bad_type",
  },
];

const late: DecisionCase[] = [
  {
    name: "after a day",
    before: (room) => void (room.clock.now += DECISION_LIFETIME),
    by: ada,
    code: "conflict",
  },
  {
    name: "with a change, after a day",
    before: (room) => void (room.clock.now += DECISION_LIFETIME),
    by: ada,
    change: { args, isFit: true },
    code: "conflict",
  },
  { name: "after another one allowed it", before: decided("allow"), by: ada, code: "conflict" },
  {
    name: "that refuses, after another one allowed it",
    before: decided("allow"),
    by: ada,
    change: { decision: "deny" },
    code: "conflict",
  },
  {
    name: "that changes, after another one allowed it",
    before: decided("allow"),
    by: ada,
    change: { args, isFit: true },
    code: "conflict",
  },
  { name: "after another one refused it", before: decided("deny"), by: ada, code: "conflict" },
  {
    name: "that changes, after another one refused it",
    before: decided("deny"),
    by: ada,
    change: { args, isFit: true },
    code: "conflict",
  },
  { name: "of the same person again", before: decided("allow"), by: mallory, code: "conflict" },
  {
    name: "once the call is made",
    before: (room, call) => {
      decided("allow")(room, call);
      room.attempts.repeat();
    },
    by: ada,
    code: "conflict",
  },
  {
    name: "once the call has its result",
    before: (room, call) => {
      decided("allow")(room, call);
      room.attempts.repeat();
      room.attempts.result("done");
    },
    by: ada,
    code: "conflict",
  },
  {
    name: "after a stop",
    before: (room, call) => void room.does(ada, { type: "stop", turn: turnOf(call) as never }),
    by: ada,
    code: "conflict",
  },
  {
    name: "after a takeover by removing the agent",
    before: (room) => void room.does(ada, { type: "remove", user: bot }),
    by: ada,
    code: "conflict",
  },
  {
    name: "after the answer is gone",
    before: (room) => void room.does(ada, { type: "delete", target: answerOf(room) }),
    by: ada,
    code: "not_found",
  },
];

export const DECISIONS: DecisionCase[] = [...who, ...digests, ...foreign, ...misfit, ...late];
