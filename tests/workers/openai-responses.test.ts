/** OpenAI's own client, unchanged, against `/v1/responses`. */
import OpenAI from "openai";
import type {
  FunctionTool,
  Response,
  ResponseCreateParamsNonStreaming,
  ResponseFunctionToolCall,
  ResponseInputItem,
  ResponseStreamEvent,
} from "openai/resources/responses/responses";
import { beforeAll, describe, expect, it } from "vitest";
import type { ChatHistory } from "../../shared/api-chat.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import { script, setAi, type AiRoom } from "./support/ai-room.ts";
import { makeKey, type Program } from "./support/keys.ts";
import { openAiClient } from "./support/openai-client.ts";
import { team, type Person } from "./support/person.ts";

let ada: Person;
let grace: Person;
let organization: OrganizationId;
let program: Program;
let client: OpenAI;

beforeAll(async () => {
  const made = await team();
  ({ ada, grace } = made);
  organization = made.organization.id;
  const key = await makeKey(ada, organization);
  program = key.program;
  client = openAiClient(key.key.secret);
});

const say = (...texts: string[]) => script(texts.map((text) => ({ say: text })));

async function respond(request: Omit<ResponseCreateParamsNonStreaming, "model">) {
  const { data, response } = await client.responses.create({ model: "parley", ...request }).withResponse();
  return { ...data, session: response.headers.get("x-parley-session") ?? "" };
}

const historyOf = async (session: string) =>
  (await program.must(program.get<ChatHistory>(`/api/chat/${session}/history`))).messages.map(({ parts }) =>
    parts.map(({ text }) => text).join(""),
  );

const weather: FunctionTool = {
  type: "function",
  name: "weather",
  description: "The weather of a city.",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  strict: false,
};
const askWeather = (...before: object[]) =>
  script([...before, { call: "weather", args: { city: "Köln" } }, { say: "It rains." }]);

function callIn({ output }: Pick<Response, "output">): ResponseFunctionToolCall {
  const call = output.find((item) => item.type === "function_call");
  if (call === undefined) throw new Error("no call");
  return call;
}

const resultOf = ({ call_id }: ResponseFunctionToolCall): ResponseInputItem => ({
  type: "function_call_output",
  call_id,
  output: "rain",
});

/** The last event has the whole response. */
async function eventsOf(request: Omit<ResponseCreateParamsNonStreaming, "model">) {
  const stream = await client.responses.create({ model: "parley", ...request, stream: true });
  const events: ResponseStreamEvent[] = [];
  for await (const event of stream) events.push(event);
  const last = events.at(-1);
  if (last === undefined || !("response" in last)) throw new Error("the stream has no end");
  return { events, response: last.response };
}

describe("a response", () => {
  it("COMPLETE-20: is whole, with its usage, and a session is behind it", async () => {
    const response = await respond({
      input: say("Good morning."),
      instructions: "Be brief.",
      metadata: { run: "7" },
      store: false,
    });
    expect(response).toMatchObject({
      object: "response",
      status: "completed",
      model: "parley",
      output_text: "Good morning.",
      instructions: "Be brief.",
      metadata: { run: "7" },
      error: null,
      incomplete_details: null,
      output: [{ type: "message", role: "assistant", status: "completed" }],
    });
    const { usage } = response;
    expect(usage?.output_tokens).toBeGreaterThan(0);
    expect(usage?.total_tokens).toBe((usage?.input_tokens ?? 0) + (usage?.output_tokens ?? 0));
    // `store: false` changes nothing: the session is kept.
    expect((await historyOf(response.session)).at(-1)).toBe("Good morning.");
  });

  it("COMPLETE-20: an input may be items, of which the last ones are the question", async () => {
    const response = await respond({
      input: [
        { role: "developer", content: "Be brief." },
        { role: "user", content: "Hi" },
        { type: "message", role: "assistant", content: "Yes?" },
        { role: "user", content: [{ type: "input_text", text: say("Fine.") }] },
      ],
    });
    expect(response.output_text).toBe("Fine.");
    // What was said elsewhere stands before the question.
    expect((await historyOf(response.session))[0]).toContain("Assistant: Yes?");
  });

  it("COMPLETE-21: is streamed in the protocol's events, each with the next number", async () => {
    const { events, response } = await eventsOf({ input: say("One ", "two ", "three.") });
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, i) => i));
    const types = events.map(({ type }) => type);
    expect(types.filter((type, i) => type !== types[i - 1])).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
    ]);
    const told = events.flatMap((event) =>
      event.type === "response.output_text.delta" ? [event.delta] : [],
    );
    expect(told.join("")).toBe("One two three.");
    expect(response.usage?.output_tokens).toBeGreaterThan(0);
    const final = await client.responses
      .stream({ model: "parley", input: say("One ", "two.") })
      .finalResponse();
    expect([final.status, final.output_text]).toEqual(["completed", "One two."]);
  });

  it("COMPLETE-21: an item has one id in all events, and the end has exactly the items that were told", async () => {
    const { events, response } = await eventsOf({
      input: askWeather({ say: "Let me look. " }),
      tools: [weather],
    });
    const added = events.flatMap((event) =>
      event.type === "response.output_item.added" ? [event.item.id] : [],
    );
    const done = events.flatMap((event) => (event.type === "response.output_item.done" ? [event.item] : []));
    expect(response.output.map(({ type }) => type)).toEqual(["message", "function_call"]);
    expect(response.output).toEqual(done);
    expect(added).toEqual(done.map(({ id }) => id));
    const named = events.flatMap((event) =>
      "item_id" in event && "output_index" in event ? [[event.output_index, event.item_id]] : [],
    );
    expect(named.length).toBeGreaterThan(3);
    for (const [index, id] of named) expect(id).toBe(added[index as number]);
    const args = events.flatMap((event) =>
      event.type === "response.function_call_arguments.done" ? [event.arguments] : [],
    );
    expect(args).toEqual([callIn(response).arguments]);
  });
});

describe("a conversation", () => {
  it("COMPLETE-22: goes on after a previous response, without what was said before", async () => {
    const first = await respond({ input: say("Hello.") });
    const second = await respond({ input: say("Once more."), previous_response_id: first.id });
    expect(second.previous_response_id).toBe(first.id);
    expect(second.id).not.toBe(first.id);
    expect(second.session).toBe(first.session);
    expect(await historyOf(first.session)).toHaveLength(4);
  });

  it("COMPLETE-22: is known again by what it says, if it is sent whole", async () => {
    const input: ResponseInputItem[] = [{ role: "user", content: say("Hello, 世界.") }];
    const first = await respond({ input });
    input.push(...(first.output as ResponseInputItem[]), { role: "user", content: say("Once more.") });
    const second = await respond({ input });
    expect(second.session).toBe(first.session);
    expect((await historyOf(first.session))[2]).toBe(say("Once more."));
  });

  it("COMPLETE-22: a previous response of somebody else is not found, as one that never was", async () => {
    const mine = await respond({ input: say("Mine.") });
    const { key } = await makeKey(grace, organization);
    const hers = openAiClient(key.secret);
    const refusalOf = (asked: Promise<unknown>) =>
      asked.then(
        () => null,
        (error: unknown) => (error instanceof OpenAI.APIError ? [error.status, error.error] : error),
      );
    const none = mine.id.slice(0, -26) + "0".repeat(26);
    const ask = (id: string, by = hers) =>
      refusalOf(by.responses.create({ model: "parley", input: "Hi", previous_response_id: id }));
    const foreign = await ask(mine.id);
    expect(foreign).toEqual([404, expect.objectContaining({ code: "previous_response_not_found" })]);
    expect(await ask("resp_none")).toEqual(foreign);
    expect(await ask(none, client)).toEqual(foreign);
    const shown = await refusalOf(hers.responses.retrieve(mine.id));
    expect(shown).toEqual([404, expect.objectContaining({ code: "response_not_found" })]);
    expect(await refusalOf(client.responses.retrieve(none))).toEqual(shown);
    expect(await refusalOf(hers.responses.cancel(mine.id))).toEqual(shown);
  });
});

describe("tools of the request", () => {
  it("COMPLETE-23: end the response with calls, and their results continue it", async () => {
    const first = await respond({ input: askWeather(), tools: [weather] });
    expect(first.status).toBe("completed");
    const call = callIn(first);
    expect([call.name, JSON.parse(call.arguments)]).toEqual(["weather", { city: "Köln" }]);
    expect(await client.responses.retrieve(first.id)).toMatchObject({
      status: "completed",
      output: [{ type: "function_call", call_id: call.call_id }],
    });
    const second = await respond({ input: [resultOf(call)], previous_response_id: first.id });
    expect([second.output_text, second.session]).toEqual(["It rains.", first.session]);
    expect(second.id).not.toBe(first.id);
    const third = await respond({ input: say("Bye."), previous_response_id: second.id });
    expect([third.output_text, third.session]).toEqual(["Bye.", first.session]);
  });

  it("COMPLETE-23: without a previous response, the call itself says which answer its result is for", async () => {
    const question: ResponseInputItem = { role: "user", content: askWeather() };
    const first = await respond({ input: [question], tools: [weather] });
    const call = callIn(first);
    const input = [question, call, resultOf(call)];
    const { response } = await eventsOf({ input, tools: [weather] });
    expect(response.output).toMatchObject([{ content: [{ text: "It rains." }] }]);
  });

  it("COMPLETE-23: a question while results are missing, and results of another conversation, are refused", async () => {
    const first = await respond({ input: askWeather(), tools: [weather] });
    const other = await respond({ input: say("Hello.") });
    const bad = { status: 400, code: "invalid_value" };
    await expect(respond({ input: "Hi", previous_response_id: first.id })).rejects.toMatchObject(bad);
    await expect(
      respond({ input: [resultOf(callIn(first))], previous_response_id: other.id }),
    ).rejects.toMatchObject(bad);
  });
});

describe("a stored response", () => {
  it("COMPLETE-24: is the answer as its room has it", async () => {
    const { id, output, usage } = await respond({ input: say("Kept.") });
    const stored = await client.responses.retrieve(id);
    expect(stored).toMatchObject({ id, status: "completed", output_text: "Kept.", output, usage });
  });

  it("COMPLETE-24: a running answer is in progress, and cancelling it stops it", async () => {
    const stream = await client.responses.create({
      model: "parley",
      input: script([{ say: "Begun. " }, { wait: 60_000 }, { say: "Never." }]),
      stream: true,
    });
    let id = "";
    const seen: ResponseStreamEvent[] = [];
    for await (const event of stream) {
      seen.push(event);
      if (event.type === "response.created") ({ id } = event.response);
      if (
        event.type !== "response.output_text.delta" ||
        seen.filter((one) => one.type === event.type).length > 1
      )
        continue;
      expect(await client.responses.retrieve(id)).toMatchObject({ id, status: "in_progress" });
      expect(await client.responses.cancel(id)).toMatchObject({ id, status: "cancelled" });
    }
    expect(seen.at(-1)).toMatchObject({ type: "response.incomplete", response: { id, status: "cancelled" } });
    // Once more, and of one that has ended.
    expect(await client.responses.cancel(id)).toMatchObject({ id, status: "cancelled" });
  });

  it("COMPLETE-25: whoever stops reading stops the answer", async () => {
    const stream = await client.responses.create({
      model: "parley",
      input: script([{ say: "Begun. " }, { wait: 60_000 }, { say: "Never." }]),
      stream: true,
    });
    let id = "";
    for await (const event of stream) {
      if (event.type === "response.created") ({ id } = event.response);
      if (event.type === "response.output_text.delta") break;
    }
    const stored = async () => {
      const { status, output_text } = await client.responses.retrieve(id);
      return [status, output_text.trim()];
    };
    await expect.poll(stored, { timeout: 30_000, interval: 500 }).toEqual(["cancelled", "Begun."]);
  });
});

describe("refusals", () => {
  it.each([
    [{ model: "gpt-none", input: "Hi" }, 404, "model_not_found"],
    [{ input: "Hi" }, 400, "invalid_value"],
    [{ model: "parley" }, 400, "invalid_value"],
    [{ model: "parley", input: "" }, 400, "invalid_value"],
    [{ model: "parley", input: [] }, 400, "invalid_value"],
    [{ model: "parley", input: [{ role: "assistant", content: "Hi" }] }, 400, "invalid_value"],
    [
      { model: "parley", input: [{ role: "user", content: [{ type: "input_image" }] }] },
      400,
      "invalid_value",
    ],
    [{ model: "parley", input: [{ type: "item_reference", id: "msg_1" }] }, 400, "invalid_value"],
    [{ model: "parley", input: "Hi", tools: [{ type: "web_search" }] }, 400, "invalid_value"],
    [
      { model: "parley", input: "Hi", tools: [{ type: "function", name: "__proto__" }] },
      400,
      "invalid_value",
    ],
    [{ model: "parley", input: "Hi", tool_choice: "required" }, 400, "invalid_value"],
    [{ model: "parley", input: "Hi", background: true }, 400, "invalid_value"],
    [{ model: "parley", input: "Hi", conversation: "conv_1" }, 400, "invalid_value"],
    [{ model: "parley", input: "Hi", max_output_tokens: 0 }, 400, "invalid_value"],
    [{ model: "parley", input: "Hi", text: { format: { type: "json_object" } } }, 400, "invalid_value"],
    [{ model: "parley", input: "Hi", instructions: "x".repeat(9_000) }, 400, "invalid_value"],
    [{ model: "parley", input: "x".repeat(20_000) }, 413, "context_length_exceeded"],
    [
      { model: "parley", input: [{ type: "function_call_output", call_id: "call_1", output: "x" }] },
      400,
      "invalid_value",
    ],
  ])("COMPLETE-26: bad requests are refused as the protocol says: %#", async (body, status, code) => {
    await expect(client.responses.create(body as never)).rejects.toMatchObject({ status, code });
  });

  it("COMPLETE-26: a key that may only read reads a response and asks nothing", async () => {
    const { id } = await respond({ input: say("Read me.") });
    const reader = openAiClient((await makeKey(ada, organization, { scopes: ["read"] })).key.secret);
    expect(await reader.responses.retrieve(id)).toMatchObject({ output_text: "Read me." });
    const forbidden = { status: 403, code: "insufficient_permissions" };
    await expect(reader.responses.create({ model: "parley", input: "Hi" })).rejects.toMatchObject(forbidden);
    await expect(reader.responses.cancel(id)).rejects.toMatchObject(forbidden);
  });

  it("COMPLETE-26: a budget that is used up is a quota that is used up, also in a stream", async () => {
    const made = await team();
    const { key } = await makeKey(made.ada, made.organization.id);
    const place = { ada: made.ada, organization: made.organization } as AiRoom;
    await setAi(place, { budget: { day: 0, month: null } });
    const poor = openAiClient(key.secret);
    await expect(poor.responses.create({ model: "parley", input: "Hi" })).rejects.toMatchObject({
      status: 429,
      code: "insufficient_quota",
    });
    const stream = await poor.responses.create({ model: "parley", input: "Hi", stream: true });
    let last: ResponseStreamEvent | null = null;
    for await (const event of stream) last = event;
    expect(last).toMatchObject({
      type: "response.failed",
      response: { status: "failed", error: { code: "rate_limit_exceeded" } },
    });
    if (last === null || !("response" in last)) throw new Error("the stream has no end");
    expect(await poor.responses.retrieve(last.response.id)).toMatchObject({
      status: "failed",
      error: { code: "rate_limit_exceeded" },
    });
  });
});
