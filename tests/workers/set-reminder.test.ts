import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { expect, it } from "vitest";
import type { ToolResult } from "../../shared/api-tools.ts";
import type { Step } from "../../shared/protocol/steps.ts";
import { inboxName } from "../../server/bindings/inbox-name.ts";
import { type AiRoom, aiRoom, answerTo, endOf, joinAs, prompt, script } from "./support/ai-room.ts";

const remindersOf = ({ ada, organization }: AiRoom) =>
  runInDurableObject(env.INBOX.getByName(inboxName(organization.id, ada.id)), (_, { storage }) =>
    storage.sql.exec("SELECT text, due, state, room FROM reminders ORDER BY due").toArray(),
  );

it("REMIND-9: an agent reminds who asks, in their time zone and with a link to the room", async () => {
  const lab = await aiRoom();
  const ada = await joinAs(lab, lab.ada);
  const args = { text: "Water the plants", at: "2031-07-04T09:00", timeZone: "Europe/Berlin" };
  const answer = await answerTo(
    ada,
    await prompt(ada, script([{ call: "set_reminder", args }, { say: "Done." }])),
  );
  expect(await endOf(ada, answer)).toMatchObject({ state: "completed" });
  const told = await ada.ask({ type: "steps", target: answer.seq });
  if (told.type !== "steps") throw new Error(JSON.stringify(told));
  expect(
    told.steps.find((step): step is Extract<Step, { type: "tool" }> => step.type === "tool"),
  ).toMatchObject({
    ok: true,
    result: expect.stringContaining("2031-07-04T07:00:00.000Z"),
  });
  expect(await remindersOf(lab)).toEqual([
    { text: "Water the plants", due: Date.parse("2031-07-04T07:00Z"), state: "waiting", room: lab.id },
  ]);
});

it.each([
  ["2031-12-01T09:00+05:30", undefined, "2031-12-01T03:30:00.000Z"],
  ["2031-03-30T02:30", "Europe/Berlin", "2031-03-30T01:30:00.000Z"],
])("REMIND-9: a program's call is set for %s %s", async (at, timeZone, due) => {
  const lab = await aiRoom();
  const { ada, organization } = lab;
  const body = { tool: "set_reminder", arguments: { text: "Call", at, ...(timeZone && { timeZone }) } };
  const path = `/api/v1/tools/execute?organization=${organization.id}`;
  expect(await ada.must(ada.post<ToolResult>(path, body))).toMatchObject({ ok: true });
  expect(await remindersOf(lab)).toMatchObject([{ due: Date.parse(due), room: null }]);
});

it.each([
  ["2020-01-01T09:00Z", "This time has passed. It is 20"],
  ["2031-02-30T09:00", "cannot be read"],
  ["2031-02-20T25:00", "cannot be read"],
  ["2031-02-20T09:00", "cannot be read"],
  ["tomorrow", "cannot be read"],
  ["9999-01-01T00:00Z", "at most five years ahead"],
])("REMIND-9: %s is refused, and nothing is set", async (at, why) => {
  const lab = await aiRoom();
  const { ada, organization } = lab;
  const path = `/api/v1/tools/execute?organization=${organization.id}`;
  const zone = at === "2031-02-20T09:00" ? {} : { timeZone: "Europe/Berlin" };
  const body = { tool: "set_reminder", arguments: { text: "Call", at, ...zone } };
  expect(await ada.must(ada.post<ToolResult>(path, body))).toMatchObject({
    ok: false,
    result: expect.stringContaining(why),
  });
  expect(await remindersOf(lab)).toEqual([]);
});
