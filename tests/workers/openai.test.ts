/** OpenAI's own client, unchanged, against `/v1`. */
import type OpenAI from "openai";
import type { ChatCompletionMessageParam, ChatCompletionTool } from "openai/resources/chat/completions";
import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { paths, type Agent } from "../../shared/api.ts";
import type { MessageList } from "../../shared/api-rooms.ts";
import type { ChatHistory } from "../../shared/api-chat.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import { script, setAi, type AiRoom } from "./support/ai-room.ts";
import { makeKey, type Program } from "./support/keys.ts";
import { openAiClient } from "./support/openai-client.ts";
import { team, type Person } from "./support/person.ts";
import { ORIGIN } from "./support/visitor.ts";

let ada: Person;
let grace: Person;
let organization: OrganizationId;
let program: Program;
let client: OpenAI;
let handle: string;

beforeAll(async () => {
  const made = await team();
  ({ ada, grace } = made);
  organization = made.organization.id;
  const key = await makeKey(ada, organization);
  program = key.program;
  client = openAiClient(key.key.secret);
  const models = await client.models.list();
  handle = models.data[0]?.id ?? "";
});

const say = (...texts: string[]) => script(texts.map((text) => ({ say: text })));
const user = (content: string): ChatCompletionMessageParam => ({ role: "user", content });

async function complete(messages: ChatCompletionMessageParam[], tools?: ChatCompletionTool[]) {
  const { data, response } = await client.chat.completions
    .create({ model: handle, messages, ...(tools && { tools }) })
    .withResponse();
  return { ...data, session: response.headers.get("x-parley-session") ?? "" };
}

const historyOf = async (session: string) =>
  (await program.must(program.get<ChatHistory>(`/api/chat/${session}/history`))).messages.map(({ parts }) =>
    parts.map(({ text }) => text).join(""),
  );

describe("GET /v1/models", () => {
  it("COMPLETE-1: lists the agents by their handles, and the models that agents can have", async () => {
    const { data } = await client.models.list();
    expect(data[0]).toMatchObject({ id: "parley", object: "model" });
    expect(data.map(({ id }) => id)).toContain("@cf/zai-org/glm-4.7-flash");
    expect(await client.models.retrieve("parley")).toMatchObject({ id: "parley" });
    await expect(client.models.retrieve("gpt-none")).rejects.toMatchObject({
      status: 404,
      code: "model_not_found",
    });
  });
});

describe("chat completions", () => {
  it("COMPLETE-2: an answer is whole, with its usage, and a session is behind it", async () => {
    const { choices, usage, session, object } = await complete([user(say("Good morning."))]);
    expect(object).toBe("chat.completion");
    expect(choices).toMatchObject([
      {
        index: 0,
        finish_reason: "stop",
        message: { role: "assistant", content: "Good morning.", refusal: null },
      },
    ]);
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
    expect(usage?.completion_tokens).toBeGreaterThan(0);
    expect((await historyOf(session)).at(-1)).toBe("Good morning.");
  });

  it("COMPLETE-2: an answer is streamed, with its usage where it is asked for", async () => {
    const stream = await client.chat.completions.create({
      model: handle,
      messages: [user(say("One ", "two ", "three."))],
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    const finishes: unknown[] = [];
    let tokens = 0;
    for await (const { choices, usage } of stream) {
      text += choices[0]?.delta.content ?? "";
      if (choices[0]?.finish_reason) finishes.push(choices[0].finish_reason);
      tokens += usage?.completion_tokens ?? 0;
    }
    expect([text, finishes]).toEqual(["One two three.", ["stop"]]);
    expect(tokens).toBeGreaterThan(0);
  });

  it("COMPLETE-3: a conversation that goes on stays in its session, and sends only what is new", async () => {
    const messages = [user(say("Hello, 世界."))];
    const first = await complete(messages);
    messages.push({ role: "assistant", content: "Hello, 世界." }, user(say("Once more.")));
    const second = await complete(messages);
    expect(second.session).toBe(first.session);
    expect(await historyOf(first.session)).toHaveLength(4);
    // Another beginning is another session, which is given what was said before.
    const other = await complete([user("Hi"), { role: "assistant", content: "Yes?" }, user(say("Fine."))]);
    expect(other.session).not.toBe(first.session);
    expect((await historyOf(other.session))[0]).toContain("Assistant: Yes?");
    // The same conversation of somebody else is not theirs.
    const { key } = await makeKey(grace, organization);
    const hers = await openAiClient(key.secret)
      .chat.completions.create({ model: handle, messages })
      .withResponse();
    expect(hers.response.headers.get("x-parley-session")).not.toBe(first.session);
  });

  it("COMPLETE-3: two people behind one key whose conversations begin alike are never in one session", async () => {
    const begin = [user(say("Hello, how can I help?"))];
    await complete(begin);
    await complete(begin);
    const said: ChatCompletionMessageParam = { role: "assistant", content: "Hello, how can I help?" };
    const one = await complete([...begin, said, user(`My card is 4711. ${say("Thank you.")}`)]);
    const other = await complete([...begin, said, user(`What was said so far? ${say("Nothing.")}`)]);
    expect(other.session).not.toBe(one.session);
    expect((await historyOf(other.session)).join("\n")).not.toContain("4711");
  });

  it("COMPLETE-3: a program may name its session", async () => {
    const ask = (text: string) =>
      client.chat.completions
        .create(
          { model: handle, messages: [user(say(text))] },
          { headers: { "x-parley-session": "build 42" } },
        )
        .withResponse();
    const [one, two] = [await ask("First."), await ask("Second.")];
    const session = one.response.headers.get("x-parley-session");
    expect(two.response.headers.get("x-parley-session")).toBe(session);
    expect(await historyOf("build%2042")).toHaveLength(4);
  });

  it("COMPLETE-4: tools of the request end the answer with calls, and their results continue it", async () => {
    const tools: ChatCompletionTool[] = [
      {
        type: "function",
        function: {
          name: "weather",
          description: "The weather of a city.",
          parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
        },
      },
    ];
    const question = script([{ call: "weather", args: { city: "Köln" } }, { say: "It rains." }]);
    const messages = [user(question)];
    const first = await complete(messages, tools);
    const [choice] = first.choices;
    expect(choice).toMatchObject({ finish_reason: "tool_calls" });
    const [call] = choice?.message.tool_calls ?? [];
    if (call?.type !== "function") throw new Error("no call");
    expect(call.function.name).toBe("weather");
    expect(JSON.parse(call.function.arguments)).toEqual({ city: "Köln" });
    messages.push(choice?.message as ChatCompletionMessageParam, {
      role: "tool",
      tool_call_id: call.id,
      content: "rain",
    });
    const second = await complete(messages, tools);
    expect(second.choices[0]).toMatchObject({ finish_reason: "stop", message: { content: "It rains." } });
    expect(second.session).toBe(first.session);
  });

  it("COMPLETE-5: whoever stops reading stops the answer", async () => {
    const stream = await client.chat.completions
      .create({
        model: handle,
        messages: [user(script([{ say: "Begun. " }, { wait: 60_000 }, { say: "Never." }]))],
        stream: true,
      })
      .withResponse();
    for await (const { choices } of stream.data) if ((choices[0]?.delta.content ?? "") !== "") break;
    const session = stream.response.headers.get("x-parley-session") ?? "";
    const answer = async () => {
      const { items } = await program.must(
        program.get<MessageList>(`/api/v1/rooms/${session}/messages?limit=1`),
      );
      return [items[0]?.text.trim(), items[0]?.answer?.state];
    };
    await expect.poll(answer, { timeout: 30_000, interval: 500 }).toEqual(["Begun.", "stopped"]);
  });

  it.each([
    [{ model: "gpt-none", messages: [user("Hi")] }, 404, "model_not_found"],
    [{ model: "parley", messages: [] }, 400, "invalid_value"],
    [{ model: "parley", messages: [user("")] }, 400, "invalid_value"],
    [{ model: "parley", messages: [user("Hi")], n: 2 }, 400, "invalid_value"],
    [{ model: "parley", messages: [user("x".repeat(20_000))] }, 413, "context_length_exceeded"],
    [
      { model: "parley", messages: [{ role: "tool", tool_call_id: "call_1", content: "x" }] },
      400,
      "invalid_value",
    ],
  ])("COMPLETE-6: bad requests are refused as the protocol says: %#", async (body, status, code) => {
    await expect(client.chat.completions.create(body as never)).rejects.toMatchObject({ status, code });
  });

  it("COMPLETE-6: only a key counts: no cookie, no other key, no other address", async () => {
    const send = (headers: Record<string, string>, path = "/v1/chat/completions") =>
      exports.default.fetch(`${ORIGIN}${path}`, {
        method: "POST",
        headers: { origin: ORIGIN, "content-type": "application/json", ...headers },
        body: JSON.stringify({ model: "parley", messages: [user("Hi")] }),
      });
    const cookie = await send({ cookie: ada.cookie });
    expect([cookie.status, (await cookie.json<{ error: { code: string } }>()).error.code]).toEqual([
      401,
      "invalid_api_key",
    ]);
    expect((await send({ authorization: "Bearer sk-something" })).status).toBe(401);
    expect((await send(program.headers, "/v1/images/generations")).status).toBe(404);
    const reader = (await makeKey(ada, organization, { scopes: ["read"] })).key.secret;
    await expect(
      openAiClient(reader).chat.completions.create({ model: "parley", messages: [user("Hi")] }),
    ).rejects.toMatchObject({ status: 403, code: "insufficient_permissions" });
  });

  it("COMPLETE-6: a budget that is used up is a quota that is used up", async () => {
    const made = await team();
    const { key } = await makeKey(made.ada, made.organization.id);
    const [agent] = await made.ada.must(made.ada.get<Agent[]>(paths.agents(made.organization.id)));
    const place = { ada: made.ada, organization: made.organization } as AiRoom;
    await setAi(place, { budget: { day: 0, month: null } });
    await expect(
      openAiClient(key.secret).chat.completions.create({ model: agent?.id ?? "", messages: [user("Hi")] }),
    ).rejects.toMatchObject({ status: 429, code: "insufficient_quota" });
  });
});
