/** What the end of a turn becomes in OpenAI's responses. */
import { expect, test } from "vitest";
import { makeId } from "../../shared/ids.ts";
import type { Message } from "../../shared/protocol/events.ts";
import type { Answer } from "../../shared/protocol/turns.ts";
import { type ResponsePlace, stateOf } from "../../server/http/compatible/response-object.ts";
import { readResponseId, responseId } from "../../server/http/compatible/response-id.ts";
import { saidIn } from "../../server/http/compatible/said.ts";

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const room = makeId("room", random);
const turn = makeId("turn", random);
const organization = makeId("org", random);
const document = makeId("doc", random);
const place: ResponsePlace = {
  ...{ room, turn, organization, after: 0, request: null },
  ...{ origin: "https://parley.test", model: "parley", created: 1 },
};

function stateAfter(text: string, answer: Partial<Answer>, moderation?: Message["moderation"]) {
  const message = { text, answer: { state: "completed", ...answer }, ...(moderation && { moderation }) };
  return stateOf(saidIn(message as Message, text), place);
}

test.each([
  [{ state: "completed" }, "completed", undefined],
  [{ state: "completed", reason: "length" }, "incomplete", "max_output_tokens"],
  [{ state: "completed", reason: "too_long" }, "incomplete", "max_output_tokens"],
  [{ state: "refused", reason: "filtered" }, "incomplete", "content_filter"],
  [{ state: "stopped" }, "cancelled", undefined],
] as const)("COMPLETE-24: an answer that ended so has this status: %#", (answer, status, incomplete) => {
  const state = stateAfter("Said.", answer);
  expect([state.status, state.incomplete, state.error]).toEqual([status, incomplete, undefined]);
  expect(state.output).toMatchObject([
    { status: status === "completed" ? "completed" : "incomplete", content: [{ text: "Said." }] },
  ]);
});

test("COMPLETE-24: an answer that moderation has hidden is incomplete, without a word", () => {
  const hidden = stateAfter("", {}, { state: "retracted", categories: ["S1"] });
  expect([hidden.status, hidden.incomplete, hidden.output]).toEqual(["incomplete", "content_filter", []]);
});

test("COMPLETE-26: a failure after some text keeps the text and has an error of the closed set", () => {
  const failed = stateAfter("Half a", { state: "failed", reason: "provider_failed" });
  expect(failed).toMatchObject({
    status: "failed",
    error: { code: "server_error", message: "The model's provider failed." },
    output: [{ status: "incomplete", content: [{ text: "Half a" }] }],
  });
  const poor = stateAfter("Half a", { state: "refused", reason: "budget" });
  expect(poor.error?.code).toBe("rate_limit_exceeded");
});

test("COMPLETE-20: cited documents are annotations at their marks", () => {
  const citation = { n: 2, document, title: "Refunds" };
  const { output } = stateAfter("Five days [2].", {
    citations: [citation] as NonNullable<Answer["citations"]>,
  });
  expect(output).toMatchObject([
    {
      content: [
        {
          annotations: [
            {
              type: "url_citation",
              start_index: 10,
              end_index: 13,
              title: "Refunds",
              url: `https://parley.test/${organization}/documents/${document}`,
            },
          ],
        },
      ],
    },
  ]);
});

test("COMPLETE-22: the id of a response names its room and turn, and only ids of this form do", () => {
  for (const after of [0, 7])
    expect(readResponseId(responseId({ room, turn, after }))).toEqual({ room, turn, after });
  const id = responseId({ room, turn, after: 0 });
  for (const bad of ["", "resp_", id.slice(0, -1), `${id}_0`, `${id}_x`, `${id}/..`, id.toUpperCase()])
    expect(readResponseId(bad)).toBeNull();
});
