import { expect, test } from "vitest";
import type { Verdict } from "../../server/ai/model/moderation.ts";
import type { SendCommand } from "../../server/rules/room/commands/command.ts";
import { InputCheck } from "../../server/objects/room/input-check.ts";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import { newAttachmentId } from "../support/attachments.ts";
import { ada, newMessageId } from "../support/people.ts";

const sender = { line: "one", user: ada, scopes: ALL_SCOPES };

/** What becomes of a message whose file is called `before` when its check begins and `after` when it ends. */
async function checked(before: string[], after: string[]) {
  const asked: string[] = [];
  const { promise: verdict, resolve } = Promise.withResolvers<Verdict>();
  let names = before;
  const check = new InputCheck({
    now: () => 0,
    mayWrite: () => true,
    canHold: () => true,
    policy: async () => "block",
    namesOf: () => names,
    verdict: (text) => {
      asked.push(text);
      return verdict;
    },
    mark: () => undefined,
  });
  const command: SendCommand = {
    type: "send",
    id: newMessageId(),
    text: "look",
    attachments: [newAttachmentId()],
  };
  const outcome = new Promise<string>((settle) => {
    void check.pass(command, sender, {
      accept: () => settle("accepted"),
      refuse: ({ refused }) => settle(refused),
    });
  });
  await expect.poll(() => asked.length).toBe(1);
  names = after;
  resolve({ type: "safe" });
  return { asked, outcome: await outcome };
}

test("ATTACH-12: nobody puts another name in a file's place while what it was called is moderated", async () => {
  const honest = await checked(["plan.pdf"], ["plan.pdf"]);
  expect(honest).toEqual({ asked: ["look\nplan.pdf"], outcome: "accepted" });
  expect((await checked(["plan.pdf"], ["something else"])).outcome).toBe("unavailable");
  expect((await checked([], ["it was not there yet"])).outcome).toBe("unavailable");
  // Sent meanwhile, over another socket: the room knows whether that was the same message.
  expect((await checked(["plan.pdf"], [])).outcome).toBe("accepted");
});

test("FRAME-10: a message that fails while it is checked fails alone, and whoever sent it is answered", async () => {
  const check = new InputCheck({
    now: () => 0,
    mayWrite: () => true,
    canHold: () => true,
    policy: async () => "block",
    namesOf: () => [],
    verdict: async () => ({ type: "safe" }),
    mark: () => undefined,
  });
  const send = (): SendCommand => ({ type: "send", id: newMessageId(), text: "look" });
  const accepted: number[] = [];
  const pass = (order: number) =>
    check.pass(send(), sender, {
      accept: () => {
        if (order === 1) throw new Error("broken");
        accepted.push(order);
      },
      refuse: () => undefined,
    });
  const [first, second] = [pass(1), pass(2)];
  await expect(first).rejects.toThrow("broken");
  await second;
  expect(accepted).toEqual([2]);
});
