import { expect, it } from "vitest";
import type { ToolResult } from "../../shared/api-tools.ts";
import { type NoteList, notePaths } from "../../shared/notes.ts";
import { aiRoom, answerTo, endOf, joinAs, prompt, script } from "./support/ai-room.ts";
import { noteOf, titlesOf } from "./support/notes.ts";

it("NOTE-17: an agent keeps a note for who asks, once, and nobody else finds it", async () => {
  const lab = await aiRoom();
  const { organization, ada, grace } = lab;
  const device = await joinAs(lab, lab.grace);
  const args = { title: "Offer\u202e", text: "Until Friday", tags: ["sales", "sales", "\u200b"] };
  const steps = script([{ call: "keep_note", args }, { say: "Done." }]);
  const answer = await answerTo(device, await prompt(device, steps));
  await endOf(device, answer);
  const told = await device.ask({ type: "steps", target: answer.seq });
  expect(JSON.stringify(told)).toContain("The note was kept: Offer");
  const { items } = await grace.must(grace.get<NoteList>(notePaths.list(organization.id)));
  expect(items).toMatchObject([{ title: "Offer", tags: ["sales"], context: { type: "room", room: lab.id } }]);
  const [note] = items;
  if (note === undefined) throw new Error("no note");
  expect((await noteOf(grace, organization.id, note.id)).text).toBe("Until Friday");
  expect(await titlesOf(ada, organization.id)).toEqual([]);
});

it("NOTE-17: a program's call keeps a note of its caller; one without a title keeps none", async () => {
  const { ada, organization } = await aiRoom();
  const execute = (args: object) =>
    ada.must(
      ada.post<ToolResult>(`/api/v1/tools/execute?organization=${organization.id}`, {
        tool: "keep_note",
        arguments: args,
      }),
    );
  expect(await execute({ title: "Plan", text: "" })).toMatchObject({ ok: true });
  expect(await execute({ title: "\u200b", text: "x" })).toMatchObject({ ok: false });
  expect(await titlesOf(ada, organization.id)).toEqual(["Plan"]);
});
