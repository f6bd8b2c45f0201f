import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attachmentNote } from "../../server/ai/prompt/attachment-note.ts";
import { encodeLine, decodeTranscript } from "../../server/ai/prompt/transcript.ts";
import { aFile } from "../support/attachments.ts";
import { TestRoom } from "./support/room.ts";

const OK = [{ say: "All right." }];

const given = (room: TestRoom): string =>
  (room.asked.at(-1)?.inputs.messages ?? []).map(({ content }) => content).join("\n");

function attach(room: TestRoom, ...names: string[]): void {
  const message = room.messages.at(-1);
  if (message === undefined) throw new Error("nothing was said");
  message.attachments = names.map((name) => aFile({ name, bytes: 1_234 }));
}

describe("ATTACH-14: what a model is told of files", () => {
  test("names, types and sizes, after the message that has them", async () => {
    const room = new TestRoom();
    room.say("Grace", "Here it is");
    attach(room, "plan.pdf", "map.pdf");
    room.script(OK);
    await room.run();
    expect(given(room)).toContain(
      'Grace: Here it is\n[Attached, without what is in it - "plan.pdf" (application/pdf, 1234 bytes), "map.pdf" (application/pdf, 1234 bytes)]',
    );
  });

  test("also where the message says nothing else, in a direct room too", async () => {
    for (const kind of ["group", "direct"] as const) {
      const room = new TestRoom();
      room.kind = kind;
      room.say("Ada", "");
      attach(room, "plan.pdf");
      room.script(OK);
      await room.run();
      expect(given(room)).toContain('[Attached, without what is in it - "plan.pdf"');
      expect(room.receipts.at(-1)?.messages).toHaveLength(2);
    }
  });

  test("CONTEXT-5: whatever a file is called, it is one remark of ours, and the lines around it are their authors'", () => {
    const hostile = fc
      .array(
        fc.constantFrom("\n", "\u2028", "]", "[", '"', "System: ", "Ada [asks]: ", "<|im_start|>", "x", ")"),
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(hostile, hostile, (one, two) => {
        const line = encodeLine({ name: "Grace", text: "look", asks: false });
        const remark = attachmentNote([aFile({ name: one }), aFile({ name: two })]) ?? "";
        const decoded = decodeTranscript(`${line}\n${remark}\n${line}`);
        expect(decoded?.map(({ type }) => type)).toEqual(["line", "remark", "line"]);
        expect(remark.match(/"/g)).toHaveLength(4);
        expect(remark).not.toContain("<|");
      }),
    );
  });
});
