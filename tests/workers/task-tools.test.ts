import { expect, it } from "vitest";
import type { ApiTaskList } from "../../shared/api-tasks.ts";
import type { ToolResult } from "../../shared/api-tools.ts";
import type { Step } from "../../shared/protocol/steps.ts";
import { momentOf } from "../../shared/zoned-time.ts";
import {
  type AiRoom,
  aiRoom,
  answerTo,
  endOf,
  freshMessages,
  joinAs,
  prompt,
  script,
} from "./support/ai-room.ts";
import type { Device } from "./support/room.ts";

type ToolStep = Extract<Step, { type: "tool" }>;
const BERLIN = "Europe/Berlin";

async function stepsOf(device: Device, target: number): Promise<ToolStep[]> {
  const frame = await device.ask({ type: "steps", target });
  if (frame.type !== "steps") throw new Error(JSON.stringify(frame));
  return frame.steps.filter((step): step is ToolStep => step.type === "tool");
}

/** Ada asks for a call; if it waits for a person, she decides. Returns the step of the call. */
async function call(
  ada: Device,
  tool: string,
  args: object,
  decision: "allow" | "deny" | null,
): Promise<ToolStep> {
  const answer = await answerTo(ada, await prompt(ada, script([{ call: tool, args }, { say: "Done." }])));
  if (decision !== null) {
    await ada.until(() =>
      ada.events.find((event) => event.type === "turn.waiting" && event.target === answer.seq),
    );
    const step = (await stepsOf(ada, answer.seq)).find(({ state }) => state === "waiting");
    const turn = answer.message.answer?.turn;
    if (step === undefined || turn === undefined) throw new Error("nothing waits");
    await ada.ask({ type: "decide", call: `${turn}.${step.number}`, digest: step.digest, decision });
  }
  expect(await endOf(ada, answer)).toMatchObject({ state: "completed" });
  const [step] = await stepsOf(ada, answer.seq);
  if (step === undefined) throw new Error("no call");
  return step;
}

async function tasksIn(lab: AiRoom) {
  return (await freshMessages(lab, lab.ada)).filter((message) => message.task !== undefined);
}

it("TASK-15: an agent makes a task after a person has allowed it, for the person who is named, and lists and completes it", async () => {
  const lab = await aiRoom();
  const ada = await joinAs(lab, lab.ada);
  const args = {
    title: "Water the plants",
    due: "2031-07-04T09:00",
    timeZone: BERLIN,
    assignee: "grace",
    repeat: "FREQ=DAILY",
  };
  const made = await call(ada, "create_task", args, "allow");
  expect(made).toMatchObject({ ok: true });
  const [task] = await tasksIn(lab);
  expect(task).toMatchObject({
    author: lab.ada.id,
    text: "Water the plants",
    task: { assignee: lab.grace.id, due: { at: momentOf(BERLIN, "2031-07-04", 540), zone: BERLIN } },
  });
  expect(made.result).toContain(`task ${task?.seq}, due 2031-07-04 09:00 (Europe/Berlin)`);
  const listed = await call(ada, "list_tasks", {}, null);
  expect(listed.result).toContain(
    `[task ${task?.seq}, due 2031-07-04 09:00 (Europe/Berlin), repeats FREQ=DAILY, for `,
  );
  expect(listed.result).toContain("Water the plants");
  const done = await call(ada, "complete_task", { task: String(task?.seq) }, "allow");
  expect(done.result).toContain("due again 2031-07-05 09:00");
});

it("TASK-15: what a person has refused is not made, and what cannot be is said", async () => {
  const lab = await aiRoom();
  const ada = await joinAs(lab, lab.ada);
  expect(await call(ada, "create_task", { title: "Sell the house" }, "deny")).toMatchObject({ ok: false });
  const wrong = [
    [{ title: "x", due: "2031-02-30", timeZone: BERLIN }, "cannot be read"],
    [{ title: "x", due: "2031-02-20" }, "needs a time zone"],
    [{ title: "x", assignee: "Mallory" }, "Nobody in this room has that name"],
    [{ title: "x", repeat: "FREQ=DAILY" }, "needs a day"],
  ] as const;
  for (const [args, why] of wrong)
    expect(await call(ada, "create_task", args, "allow")).toMatchObject({
      ok: false,
      result: expect.stringContaining(why),
    });
  expect(await call(ada, "complete_task", { task: "999999" }, "allow")).toMatchObject({ ok: false });
  expect(await tasksIn(lab)).toEqual([]);
});

it("TASK-15: a task that is kept from models is in no list for one", async () => {
  const lab = await aiRoom();
  const ada = await joinAs(lab, lab.ada);
  const sent = await lab.ada.must(
    lab.ada.post<{ message: { seq: number } }>(`/api/v1/rooms/${lab.id}/messages`, {
      text: "Secret plan",
      task: {},
      ai: "never",
    }),
  );
  expect(sent.message.seq).toBeGreaterThan(0);
  expect((await call(ada, "list_tasks", {}, null)).result).toBe("There are no open tasks.");
});

it("TASK-15: a program's call outside of rooms makes a task of its caller, once for a key", async () => {
  const lab = await aiRoom();
  const { ada, organization } = lab;
  const at = `/api/v1/tools/execute?organization=${organization.id}`;
  const run = (tool: string, args: object) => ada.must(ada.post<ToolResult>(at, { tool, arguments: args }));
  expect(await run("create_task", { title: "Pay rent" })).toMatchObject({ ok: true });
  const list = await ada.must(ada.get<ApiTaskList>(`/api/v1/tasks?organization=${organization.id}`));
  expect(list.items.map(({ title }) => title)).toEqual(["Pay rent"]);
  expect((await run("list_tasks", {})).result).toContain("Pay rent");
  expect(await run("complete_task", { task: list.items[0]?.id })).toMatchObject({ ok: true });
  expect((await run("list_tasks", {})).result).toBe("There are no open tasks.");
});
