/** Chats by programs, and by the AI SDK's own client. */
import { Chat } from "@ai-sdk/react";
import { DefaultChatTransport, type UIMessage } from "ai";
import { createExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { ChatAnswer, ChatHistory } from "../../shared/api-chat.ts";
import type { MessageList, RoomDetails } from "../../shared/api-rooms.ts";
import type { Health } from "../../shared/health.ts";
import type { Message } from "../../shared/protocol/events.ts";
import { CLOSE } from "../../shared/protocol/codes.ts";
import { tools } from "../../server/ai/tools/index.ts";
import { app } from "../../server/app.ts";
import { RoomServer } from "../../server/objects/room/room-server.ts";
import { echoTools } from "../ai/support/echo-tools.ts";
import { eventually } from "../support/eventually.ts";
import { untraced } from "./support/api-request.ts";
import { makeLibrary } from "./support/library.ts";
import { HELLO, knock } from "./support/socket.ts";
import { paths, type Agent } from "../../shared/api.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import { script } from "./support/ai-room.ts";
import { makeKey, type Program } from "./support/keys.ts";
import { team, type Person } from "./support/person.ts";
import { join } from "./support/room.ts";
import { type Answer, codeOf, ORIGIN } from "./support/visitor.ts";

let ada: Person;
let grace: Person;
let organization: OrganizationId;
let program: Program;
let secret: string;

beforeAll(async () => {
  const made = await team();
  ({ ada, grace } = made);
  organization = made.organization.id;
  const key = await makeKey(ada, organization);
  program = key.program;
  secret = key.key.secret;
});

const say = (...texts: string[]) => script(texts.map((text) => ({ say: text })));
const ask = (body: object) => program.post<ChatAnswer>("/api/chat", body);

describe("a program asks", () => {
  it("CHAT-1: and gets the answer with its session, which it goes on with by the room's id", async () => {
    const first = await program.must(ask({ message: say("Hello there.") }));
    expect(first).toMatchObject({ answer: "Hello there.", state: "completed", sources: [] });
    expect(first.usage?.tokensOut).toBeGreaterThan(0);
    const second = await program.must(ask({ message: say("And again."), session: first.session }));
    expect(second).toMatchObject({ answer: "And again.", session: first.session });
    const history = await program.must(program.get<ChatHistory>(`/api/chat/${first.session}/history`));
    expect(history.messages.map(({ role }) => role)).toEqual(["user", "assistant", "user", "assistant"]);
    expect(history.messages.at(-1)).toMatchObject({ parts: [{ type: "text", text: "And again." }] });
    const room = await program.must(program.get<RoomDetails>(`/api/session/${first.session}`));
    expect(room).toMatchObject({ id: first.session, kind: "session", role: "owner" });
  });

  it("CHAT-1: an answer that waits for a decision says so, and where it goes on", async () => {
    RoomServer.tools = echoTools().tools;
    const message = script([
      { say: "May I?" },
      { call: "echo_asks", args: { text: "go" } },
      { say: "Done." },
    ]);
    const waiting = await program.must(ask({ message }));
    RoomServer.tools = tools;
    expect(waiting).toMatchObject({ state: "waiting", answer: "", sources: [] });
    const path = `/api/v1/rooms/${waiting.session}/messages/${waiting.message}`;
    expect(await program.must(program.get<Message>(path))).toMatchObject({
      text: "May I?",
      answer: { turn: waiting.turn, state: "waiting" },
    });
  });

  it("CHAT-1: a session may have a name of the caller's own making, and each caller has their own", async () => {
    const name = "Jean-Luc O'Neil (ops) 机器人";
    const ask1 = await program.must(ask({ message: say("One."), session: name }));
    const ask2 = await program.must(ask({ message: say("Two."), session: name }));
    expect(ask2.session).toBe(ask1.session);
    const { program: hers } = await makeKey(grace, organization);
    const theirs = await hers.must(
      hers.post<ChatAnswer>("/api/chat", { message: say("Three."), session: name }),
    );
    expect(theirs.session).not.toBe(ask1.session);
    expect(codeOf(await hers.get(`/api/chat/${ask1.session}/history`))).toBe("not_found");
    expect(codeOf(await hers.post("/api/chat", { message: "Hi", session: ask1.session }))).toBe("not_found");
  });

  it("CHAT-2: the same request sends one question", async () => {
    program.headers = { ...program.headers, "idempotency-key": "the-same" };
    const body = { message: say("Only once."), session: "idempotent" };
    const [one, two] = await Promise.all([program.must(ask(body)), program.must(ask(body))]).finally(
      () => delete program.headers["idempotency-key"],
    );
    expect(two).toEqual(one);
    expect((await historyOf("idempotent")).map(textOf)).toEqual([body.message, "Only once."]);
  });

  it("CHAT-2: the same request without a session begins one session", async () => {
    program.headers = { ...program.headers, "idempotency-key": "no-session" };
    const body = { message: say("Begun once.") };
    const [one, two] = await Promise.all([program.must(ask(body)), program.must(ask(body))]).finally(
      () => delete program.headers["idempotency-key"],
    );
    expect(two).toEqual(one);
    expect((await historyOf(one.session)).map(textOf)).toEqual([body.message, "Begun once."]);
  });

  it("CHAT-1: an id of the caller's own may begin like that of a room", async () => {
    const one = await program.must(ask({ message: say("One."), session: "room_kitchen" }));
    const two = await program.must(ask({ message: say("Two."), session: "room_kitchen" }));
    expect(two.session).toBe(one.session);
  });

  it("CHAT-3: whoever may watch sees it live, and a person who has taken over answers in place of the agent", async () => {
    const first = await program.must(ask({ message: say("Hello.") }));
    const watcher = await join(env.ROOM.getByName(first.session), ada.id);
    await watcher.hello();
    await program.must(ask({ message: say("Seen."), session: first.session }));
    await watcher.until(() =>
      watcher.events.find((event) => event.type === "turn.ended" && event.state === "completed"),
    );
    await watcher.ask({ type: "takeover", on: true });
    expect(codeOf(await ask({ message: "Anybody?", session: first.session }))).toBe("conflict");
  });

  it("CHAT-1: an answer that fails is a problem with a code, and one of another agent is asked for by its id", async () => {
    expect(codeOf(await ask({ message: "Hi", agent: "agent_00000000000000000000000000" }))).toBe("not_found");
    expect(codeOf(await ask({ message: "Hi", agent: "nobody" }))).toBe("bad_type");
    expect(codeOf(await ask({ message: "Hi", model: "gpt-none" }))).toBe("not_found");
    expect(codeOf(await ask({ message: "" }))).toBe("bad_type");
    expect(codeOf(await ask({ message: "x".repeat(20_000) }))).toBe("too_large");
    const agent = await ada.must(ada.post<Agent>(paths.agents(organization), { name: "Echo" }));
    const answer = await program.must(ask({ message: say("I am Echo."), agent: agent.id }));
    const { items } = await program.must(
      program.get<MessageList>(`/api/v1/rooms/${answer.session}/messages?limit=1`),
    );
    expect(items[0]?.author).toBe(agent.id);
  });

  it("CHAT-6: a chat is deleted with its messages; where others are in it, the caller leaves it", async () => {
    const alone = await program.must(ask({ message: say("Secret.") }));
    await program.must(program.delete(`/api/chat/${alone.session}`));
    expect(codeOf(await program.get(`/api/chat/${alone.session}/history`))).toBe("not_found");
    const shared = await program.must(ask({ message: say("Shared.") }));
    const members = `/api/v1/rooms/${shared.session}/members`;
    await program.must(program.post(members, { user: grace.id, role: "owner" }));
    await expect
      .poll(
        async () => (await grace.get(`/api/v1/chat/${shared.session}?organization=${organization}`)).status,
        {
          timeout: 30_000,
        },
      )
      .toBe(200);
    await eventually(async () => {
      const listed = await env.DB.prepare("SELECT 1 FROM room_members WHERE room = ? AND user = ?")
        .bind(shared.session, grace.id)
        .first();
      if (listed === null) throw new Error("the list of members lags");
    });
    await program.must(program.delete(`/api/chat/${shared.session}`));
    expect(codeOf(await program.get(`/api/chat/${shared.session}`))).toBe("not_found");
    expect(codeOf(await grace.get(`/api/v1/chat/${shared.session}?organization=${organization}`))).toBe("ok");
  });
});

describe("short addresses", () => {
  it("CHAT-7: are the same as below /api/v1", async () => {
    const { session } = await program.must(ask({ message: say("Hello.") }));
    for (const rest of ["", "/history"]) {
      const [short, long] = await Promise.all(
        ["/api/chat", "/api/v1/chat"].map((base) => program.get(`${base}/${session}${rest}`)),
      );
      expect(untraced(short as Answer<unknown>)).toBe(untraced(long as Answer<unknown>));
    }
    const library = await makeLibrary(ada, organization);
    const note = { library: library.id, title: "Door", text: "The door is blue." };
    for (const path of ["/api/ingest", "/api/index"])
      expect(codeOf(await program.post(path, note))).toBe("ok");
    expect(codeOf(await program.post("/api/search", { q: "Which colour has the door?" }))).toBe("ok");
    const knocked = await knock(`/api/session/${session}/ws`, program.headers);
    if (knocked.type === "refused") throw new Error(knocked.text);
    knocked.socket.send(HELLO);
    expect(await knocked.socket.frame("welcome")).toMatchObject({ you: { user: ada.id, role: "owner" } });
    const hers = (await makeKey(grace, organization)).program;
    const [foreign, missing] = await Promise.all(
      [session, "room_00000000000000000000000000"].map(async (room) => {
        const refused = await knock(`/api/session/${room}/ws`, hers.headers);
        return refused.type === "open" ? (await refused.socket.closed).code : refused.status;
      }),
    );
    expect([foreign, missing]).toEqual([CLOSE.notFound, CLOSE.notFound]);
  });
});

describe("health", () => {
  it("HEALTH-1: says to everybody whether the server and its services work, and nothing else", async () => {
    const ask = async (path: string) => {
      const response = await exports.default.fetch(`${ORIGIN}${path}`);
      return [response.status, await response.json<Health>()] as const;
    };
    expect(await ask("/health")).toEqual([200, { ok: true, services: {} }]);
    const [, db] = await ask("/health/db");
    expect(db).toMatchObject({ ok: true, services: { database: { ok: true } } });
    const [status, all] = await ask("/health/services");
    expect([status, all.ok]).toEqual([200, true]);
    expect(Object.keys(all.services).sort()).toEqual(
      ["cache", "database", "files", "objects", "storage", "vectors"].sort(),
    );
  });

  it("HEALTH-1: a database that does not answer is 503, and says nothing of why", async () => {
    const broken = {
      ...env,
      DB: {
        prepare: () => {
          throw new Error("secret reason");
        },
      },
    };
    const context = createExecutionContext();
    const response = await app.fetch(new Request(`${ORIGIN}/health/db`), broken as never, context);
    expect(response.status).toBe(503);
    const text = await response.text();
    expect(text).not.toContain("secret");
    expect(JSON.parse(text)).toMatchObject({ ok: false, services: { database: { ok: false } } });
  });
});

const textOf = ({ parts }: { parts: { text: string }[] }) => parts.map(({ text }) => text).join("");
const historyOf = async (session: string) =>
  (await program.must(program.get<ChatHistory>(`/api/chat/${encodeURIComponent(session)}/history`))).messages;

function chatOf(id: string, messages: UIMessage[] = []) {
  return new Chat<UIMessage>({
    id,
    messages,
    transport: new DefaultChatTransport({
      api: `${ORIGIN}/api/chat`,
      headers: { authorization: `Bearer ${secret}` },
      fetch: (input, init) => exports.default.fetch(new Request(input as string, init)),
    }),
  });
}

const textIn = (message: UIMessage | undefined): string =>
  message?.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("") ?? "";

describe("useChat", () => {
  it("CHAT-4: sends, streams, and goes on in the same session", async () => {
    const chat = chatOf("first chat");
    await chat.sendMessage({ text: say("Good ", "morning.") });
    expect([chat.status, chat.error]).toEqual(["ready", undefined]);
    expect(textIn(chat.messages.at(-1))).toBe("Good morning.");
    await chat.sendMessage({ text: say("Once more.") });
    expect(textIn(chat.messages.at(-1))).toBe("Once more.");
    const history = await program.must(program.get<ChatHistory>("/api/chat/first%20chat/history"));
    expect(history.messages.map((message) => textIn(message as UIMessage))).toContain("Good morning.");
    expect(history.messages).toHaveLength(4);
    expect(chat.messages.at(-1)?.id).toBe(history.messages.at(-1)?.id);
    expect(codeOf(await grace.get(`/api/v1/chat/first%20chat?organization=${organization}`))).toBe(
      "not_found",
    );
    expect(chat.messages.at(-1)?.metadata).toMatchObject({
      session: history.session,
      usage: { tokensOut: expect.any(Number) },
    });
  });

  it("CHAT-5: goes on after a reload with the answer that is running, and stops it by its own address", async () => {
    const id = "resumed";
    const first = chatOf(id);
    void first.sendMessage({ text: script([{ say: "Slowly. " }, { wait: 60_000 }, { say: "Never." }]) });
    await expect.poll(() => textIn(first.messages.at(-1)), { timeout: 30_000 }).toBe("Slowly.");
    await first.stop();
    // Stopping to read does not stop the answer.
    const again = chatOf(id, (await historyOf(id)) as UIMessage[]);
    void again.resumeStream();
    await expect.poll(() => again.status, { timeout: 30_000 }).toBe("streaming");
    await expect.poll(() => textIn(again.messages.at(-1)), { timeout: 30_000 }).toBe("Slowly.");
    expect(again.messages).toHaveLength(2);
    await program.must(program.post(`/api/chat/${id}/stop`));
    await expect.poll(() => again.status, { timeout: 30_000 }).toBe("ready");
    const nothing = await exports.default.fetch(`${ORIGIN}/api/chat/${id}/stream`, {
      headers: program.headers,
    });
    expect(nothing.status).toBe(204);
    await program.must(program.post(`/api/chat/${id}/stop`));
  });

  it("CHAT-5: is resumed twice at once, and by no other key", async () => {
    const id = "twice";
    const first = chatOf(id);
    void first.sendMessage({ text: script([{ say: "A. " }, { wait: 60_000 }]) });
    await expect.poll(() => textIn(first.messages.at(-1)), { timeout: 30_000 }).toBe("A.");
    const others = [chatOf(id), chatOf(id)];
    for (const each of others) void each.resumeStream();
    for (const each of others)
      await expect.poll(() => textIn(each.messages.at(-1)), { timeout: 30_000 }).toBe("A.");
    const hers = (await makeKey(grace, organization)).program;
    expect(codeOf(await hers.get(`/api/chat/${id}/stream`))).toBe("not_found");
    await program.must(program.post(`/api/chat/${id}/stop`));
    for (const each of [first, ...others])
      await expect.poll(() => each.status, { timeout: 30_000 }).toBe("ready");
  });

  it("CHAT-4: asks again, and after an edit; the room has one question and all answers", async () => {
    const id = "again";
    const chat = chatOf(id);
    await chat.sendMessage({ text: say("First.") });
    const asked = chat.messages[0];
    await chat.regenerate();
    expect([chat.status, textIn(chat.messages.at(-1))]).toEqual(["ready", "First."]);
    expect(chat.messages).toHaveLength(2);
    await chat.sendMessage({ text: say("Changed."), messageId: asked?.id ?? "" });
    expect(textIn(chat.messages.at(-1))).toBe("Changed.");
    const { session } = chat.messages.at(-1)?.metadata as { session: string };
    const { items } = await program.must(program.get<MessageList>(`/api/v1/rooms/${session}/messages`));
    expect(items.filter(({ answer }) => answer === undefined)).toHaveLength(1);
    expect(items.filter(({ answer }) => answer !== undefined)).toHaveLength(3);
    expect(items.find(({ answer }) => answer === undefined)?.version).toBe(2);
  });

  it("CHAT-4: shows calls of the agent's tools, reasoning, and why an answer failed", async () => {
    RoomServer.tools = echoTools().tools;
    try {
      const chat = chatOf("tools");
      await chat.sendMessage({
        text: script([{ think: "Hm." }, { call: "echo_safe", args: { text: "hi" } }, { say: "Done." }]),
      });
      expect(chat.error).toBeUndefined();
      const parts = chat.messages.at(-1)?.parts ?? [];
      expect(parts.map(({ type }) => type)).toEqual(
        expect.arrayContaining(["reasoning", "dynamic-tool", "text"]),
      );
      expect(parts.find(({ type }) => type === "dynamic-tool")).toMatchObject({
        toolName: "echo_safe",
        state: "output-available",
        input: { text: "hi" },
        output: "echo: hi",
      });
    } finally {
      RoomServer.tools = tools;
    }
    const failing = chatOf("failing");
    await failing.sendMessage({ text: script([{ fail: 400 }]) });
    expect(failing.status).toBe("error");
    expect(failing.error?.message).toMatch(/model|provider/);
  });
});
