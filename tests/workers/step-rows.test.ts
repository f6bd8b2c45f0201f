import { afterEach, expect, it } from "vitest";
import { tools } from "../../server/ai/tools/index.ts";
import { RoomServer } from "../../server/objects/room/room-server.ts";
import { echoTools } from "../ai/support/echo-tools.ts";
import { aiRoom, answerTo, endOf, joinAs, prompt, script } from "./support/ai-room.ts";
import { countRows } from "./support/measured.ts";

afterEach(() => {
  RoomServer.tools = tools;
});

const CALLS = 10;
/** Rows with the entries of their indexes, as the database counts them: the call, its result, and the text before it. */
const ROWS_OF_A_CALL = 3;

/** Rows that a room writes for one question whose answer makes so many calls. */
async function rowsWith(calls: number): Promise<number> {
  RoomServer.tools = echoTools().tools;
  const lab = await aiRoom();
  const ada = await joinAs(lab, lab.ada);
  // The first question also writes what a room writes once.
  await endOf(ada, await answerTo(ada, await prompt(ada, script([{ say: "Ready." }]))));
  // What a room writes from time to time depends on how long the answer takes.
  const rows = await countRows(lab.room, /\bturns\b|\bturn_steps\b/);
  const steps = Array.from({ length: calls }, (_, n) => ({ call: "echo_safe", args: { text: `${n}` } }));
  const answer = await answerTo(ada, await prompt(ada, script([...steps, { say: "Done." }])));
  const { steps: made = [] } = await endOf(ada, answer);
  expect(made).toHaveLength(calls);
  return rows.written;
}

it(`STEP-11: a turn with ${CALLS} calls writes at most ${ROWS_OF_A_CALL} rows for each`, async () => {
  const [none, ten] = [await rowsWith(0), await rowsWith(CALLS)];
  expect((ten - none) / CALLS).toBeLessThanOrEqual(ROWS_OF_A_CALL);
  expect(ten).toBeGreaterThan(none);
});
