/** Parley as a server of the Model Context Protocol, for the official clients and for whoever means no good. */
import type { Client } from "@modelcontextprotocol/client";
import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { keyPaths, type MadeKey } from "../../shared/keys.ts";
import type { MessageList, SentMessage } from "../../shared/api-rooms.ts";
import type { OrganizationId, RoomId } from "../../shared/ids.ts";
import { tools } from "../../server/ai/tools/index.ts";
import { RoomServer } from "../../server/objects/room/room-server.ts";
import { echoTools } from "../ai/support/echo-tools.ts";
import { addNote, makeLibrary, settled } from "./support/library.ts";
import { script } from "./support/ai-room.ts";
import { roomPath } from "./support/api-request.ts";
import { makeKey, type Program } from "./support/keys.ts";
import { callTool, mcpClient, mcpClientOf2025, rpc } from "./support/mcp-client.ts";
import { signUp, team, type Person } from "./support/person.ts";
import { ORIGIN } from "./support/visitor.ts";

const READING = [
  "list_rooms",
  "read_room",
  "search_messages",
  "search_documents",
  "list_libraries",
  "read_document",
];
const WRITING = ["post_message", "ask"];

let ada: Person;
let grace: Person;
let organization: OrganizationId;
let key: MadeKey;
let program: Program;
let client: Client;
let garden: RoomId;

beforeAll(async () => {
  const made = await team();
  ({ ada, grace } = made);
  organization = made.organization.id;
  ({ key, program } = await makeKey(ada, organization));
  client = await mcpClient(key.secret);
  garden = await ada.makeRoom(organization, { kind: "group", name: "garden", members: [grace.id] });
});

const write = (room: RoomId, text: string) =>
  program.must(program.post<SentMessage>(roomPath(room, "/messages"), { text }));
const messagesIn = async (room: RoomId) =>
  (await program.must(program.get<MessageList>(roomPath(room, "/messages")))).items;
const namesOf = async (who: Pick<Client, "listTools">) =>
  (await who.listTools()).tools.map(({ name }) => name);
const LIST = { jsonrpc: "2.0", id: 1, method: "tools/list" };

describe("the protocol", () => {
  it("MCP-1: a client of 2026-07-28 lists the tools with their schemas, and calls one", async () => {
    const { tools } = await client.listTools();
    expect(client.getNegotiatedProtocolVersion()).toBe("2026-07-28");
    expect(tools.map(({ name }) => name)).toEqual([...READING, ...WRITING]);
    const post = tools.find(({ name }) => name === "post_message");
    expect(post?.inputSchema).toMatchObject({ type: "object", required: ["room", "text"] });
    expect(post?.annotations).toMatchObject({ readOnlyHint: false, destructiveHint: false });
    const { data } = await callTool(client, "list_rooms");
    expect(data.rooms).toContainEqual(
      expect.objectContaining({ id: garden, name: "garden", kind: "group", role: "owner" }),
    );
  });

  it("MCP-1: a client of 2025-06-18 does the same", async () => {
    const older = await mcpClientOf2025(key.secret);
    expect(older.getServerVersion()).toMatchObject({ name: "parley" });
    const { tools } = await older.listTools();
    expect(tools.map(({ name }) => name)).toEqual([...READING, ...WRITING]);
    const answer = await older.callTool({ name: "list_rooms", arguments: {} });
    expect(JSON.stringify(answer.content)).toContain(garden);
  });

  it("MCP-1: the version 2025-06-18 is agreed on with whoever asks for it", async () => {
    const clientInfo = { name: "a program", version: "1" };
    const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo };
    const answer = await rpc({ ...LIST, method: "initialize", params }, program.headers);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('"protocolVersion":"2025-06-18"');
    expect(answer.headers.get("mcp-session-id")).toBeNull();
  });

  it("MCP-2: without a token it is 401, which says where to find out how to get one", async () => {
    const without = await rpc(LIST);
    expect(without.status).toBe(401);
    const metadata = `${ORIGIN}/.well-known/oauth-protected-resource/mcp`;
    expect(without.headers.get("www-authenticate")).toBe(`Bearer resource_metadata="${metadata}"`);
    const wrong = await rpc(LIST, { authorization: "Bearer parley_nothing" });
    expect(wrong.headers.get("www-authenticate")).toContain('error="invalid_token"');
    const told = await (await exports.default.fetch(metadata)).json();
    expect(told).toMatchObject({ resource: `${ORIGIN}/mcp`, bearer_methods_supported: ["header"] });
  });

  it("MCP-2: no cookie counts", async () => {
    expect((await rpc(LIST, { cookie: ada.cookie, origin: ORIGIN })).status).toBe(401);
  });

  it("MCP-2: a page of another origin is refused, also with a key", async () => {
    const answer = await rpc(LIST, { ...program.headers, origin: "http://evil.example" });
    expect(answer.status).toBe(403);
  });

  it("MCP-2: other addresses below /.well-known are missing, and not the app", async () => {
    const answer = await exports.default.fetch(`${ORIGIN}/.well-known/openid-configuration`);
    expect(answer.status).toBe(404);
  });

  it("MCP-8: a request has one message of at most 256 KiB, and nothing can be subscribed to", async () => {
    const many = await rpc([LIST, { ...LIST, id: 2 }], program.headers);
    expect([many.status, JSON.parse(many.text).error.code]).toEqual([400, -32_600]);
    const long = await rpc({ ...LIST, params: { padding: "x".repeat(300_000) } }, program.headers);
    expect(long.status).toBe(413);
    expect((await rpc("{", program.headers)).text).toContain("-32700");
    const listening = await rpc({ ...LIST, method: "subscriptions/listen" }, program.headers);
    expect(listening.status).toBe(400);
    const get = await exports.default.fetch(`${ORIGIN}/mcp`, { headers: program.headers });
    expect(get.status).toBe(405);
  });
});

describe("rights", () => {
  it("MCP-4: a key that only reads lists no tool that changes something, and calls none", async () => {
    const reader = await mcpClient((await makeKey(ada, organization, { scopes: ["read"] })).key.secret);
    expect(await namesOf(reader)).toEqual(READING);
    const before = (await messagesIn(garden)).length;
    for (const [name, args] of [
      ["post_message", { room: garden, text: "hello" }],
      ["ask", { question: "hello" }],
    ] as const) {
      const { isError, data } = await callTool(reader, name, args);
      expect([isError, data.error.code]).toEqual([true, "forbidden"]);
    }
    expect(await messagesIn(garden)).toHaveLength(before);
  });

  it("MCP-4: a key without read gets nothing", async () => {
    const { program: writer } = await makeKey(ada, organization, { scopes: ["write"] });
    expect((await rpc(LIST, writer.headers)).status).toBe(403);
  });

  it("MCP-3: what another organization has is missing, to the letter", async () => {
    const mallory = await signUp("mallory");
    const theirs = await mallory.found();
    const library = await makeLibrary(ada, organization);
    const note = await addNote(ada, { organization, library: library.id }, "Secret", "The safe is blue.");
    const stranger = await mcpClient((await makeKey(mallory, theirs.id)).key.secret);
    const missing = "room_00000000000000000000000000";
    const { data: nothing } = await callTool(stranger, "read_room", { room: missing });
    for (const [name, args] of [
      ["read_room", { room: garden }],
      ["post_message", { room: garden, text: "hello" }],
      ["ask", { room: garden, question: "hello" }],
      ["read_document", { document: note.id }],
      ["search_documents", { query: "safe", libraries: [library.id] }],
    ] as const) {
      const { isError, data } = await callTool(stranger, name, args);
      expect([name, isError, data]).toEqual([name, true, nothing]);
    }
    const found = await callTool(stranger, "search_messages", { query: "hello", room: garden });
    expect(found.data.hits).toEqual([]);
    expect((await callTool(stranger, "list_libraries")).data.libraries).toEqual([]);
  });

  it("MCP-3: a room of which the key's account is no member is missing", async () => {
    const lab = await grace.makeRoom(organization, { kind: "group", name: "lab", members: [] });
    const { isError, data } = await callTool(client, "read_room", { room: lab });
    expect([isError, data.error.code]).toEqual([true, "not_found"]);
  });

  it("MCP-3: a revoked key is 401", async () => {
    const made = await makeKey(ada, organization);
    expect((await rpc(LIST, made.program.headers)).status).toBe(200);
    await ada.must(ada.delete(keyPaths.one(organization, made.key.id)));
    // This isolate may take it for one more second.
    await expect.poll(async () => (await rpc(LIST, made.program.headers)).status).toBe(401);
  });
});

describe("rooms", () => {
  it("MCP-9: read_room shows messages in their order, with names, in pages, and nothing of deleted ones", async () => {
    const room = await ada.makeRoom(organization, { kind: "group", name: "plans", members: [] });
    for (const text of ["one", "two", "three"]) await write(room, text);
    const [{ seq } = { seq: 0 }] = await messagesIn(room);
    await program.must(program.delete(roomPath(room, `/messages/${seq}`)));
    const last = await callTool(client, "read_room", { room, limit: 2 });
    expect(last.data.messages).toMatchObject([
      { text: "two", author: { id: ada.id, name: "ada" } },
      { text: "", deleted: true },
    ]);
    const before = await callTool(client, "read_room", { room, before: last.data.next });
    expect(before.data.messages.map(({ text }: { text: string }) => text)).toEqual(["one"]);
  });

  it("MCP-8: a long message is cut in a list, and whole alone", async () => {
    const room = await ada.makeRoom(organization, { kind: "group", name: "long", members: [] });
    await write(room, "word ".repeat(2_000));
    const { data } = await callTool(client, "read_room", { room });
    expect(data.messages[0]).toMatchObject({ cut: true });
    expect(data.messages[0].text).toHaveLength(4_000);
    const whole = await callTool(client, "read_room", { room, message: data.messages[0].message });
    expect(whole.data.messages[0].text.length).toBeGreaterThan(9_000);
  });

  it("MCP-5: post_message sends, and once only with the same request_id", async () => {
    const room = await ada.makeRoom(organization, { kind: "group", name: "posts", members: [] });
    const args = { room, text: "Good morning.", request_id: "r-1" };
    const first = await callTool(client, "post_message", args);
    const again = await callTool(client, "post_message", args);
    expect(again.data).toEqual(first.data);
    expect(await messagesIn(room)).toHaveLength(1);
    const other = await callTool(client, "post_message", { ...args, text: "Good evening." });
    expect([other.isError, other.data.error.code]).toEqual([true, "conflict"]);
    await callTool(client, "post_message", { room, text: "Good morning." });
    expect(await messagesIn(room)).toHaveLength(2);
  });

  it("MCP-7: what does not fit and what a room refuses are results that say so", async () => {
    const wrong = await callTool(client, "post_message", { room: "garden", text: 5 });
    expect([wrong.isError, wrong.data.error.code]).toEqual([true, "bad_type"]);
    const empty = await callTool(client, "post_message", { room: garden, text: " " });
    expect([empty.isError, empty.data.error.code]).toEqual([true, "bad_type"]);
    const none = await callTool(client, "drop_tables");
    expect([none.isError, none.data.error.code]).toEqual([true, "not_found"]);
  });

  it("MCP-9: search_messages finds what is in one's rooms", async () => {
    await write(garden, "The quetzal sits in the tree.");
    await expect
      .poll(async () => (await callTool(client, "search_messages", { query: "quetzal" })).data.hits)
      .toMatchObject([{ room: garden, author: { name: "ada" }, text: "The quetzal sits in the tree." }]);
  });
});

describe("documents", () => {
  it("MCP-9: documents are listed, found and read in parts", async () => {
    const library = await makeLibrary(ada, organization, { name: "Garden" });
    const text = "The pelargonium needs water on Tuesdays.";
    const note = await addNote(ada, { organization, library: library.id }, "Plants", text);
    await settled(ada, organization, note);
    const { data: listed } = await callTool(client, "list_libraries");
    expect(listed.libraries).toContainEqual(expect.objectContaining({ id: library.id, name: "Garden" }));
    const { data: found } = await callTool(client, "search_documents", { query: "pelargonium water" });
    expect(found.passages[0]).toMatchObject({ document: note.id, title: "Plants" });
    const { data: part } = await callTool(client, "read_document", { document: note.id, length: 10 });
    expect(part).toMatchObject({ text: text.slice(0, 10), next: 10, total: text.length });
    const { data: rest } = await callTool(client, "read_document", { document: note.id, from: part.next });
    expect(rest).toMatchObject({ text: text.slice(10), next: null });
  });
});

describe("ask", () => {
  const say = (text: string) => script([{ say: text }]);

  it("MCP-6: waits for the answer in a session of its own, and goes on there", async () => {
    const first = await callTool(client, "ask", { question: say("It is green.") });
    expect(first.data).toMatchObject({ state: "completed", answer: "It is green.", sources: [] });
    const second = await callTool(client, "ask", { question: say("And blue."), room: first.data.room });
    expect(second.data).toMatchObject({ answer: "And blue.", room: first.data.room });
    const { data } = await callTool(client, "read_room", { room: first.data.room });
    expect(data.messages.filter((one: { answer?: object }) => one.answer !== undefined)).toHaveLength(2);
  });

  it("MCP-6: in a group it asks the agent by name", async () => {
    const room = await ada.makeRoom(organization, { kind: "group", name: "asked", members: [] });
    const { data } = await callTool(client, "ask", { question: say("Here I am."), room });
    expect(data).toMatchObject({ state: "completed", answer: "Here I am.", room });
  });

  it("MCP-6: an answer that takes longer than the call waits goes on in the room", async () => {
    const question = script([{ wait: 4_000 }, { say: "At last." }]);
    const { data, isError } = await callTool(client, "ask", { question, wait: 1 });
    expect([isError, data.state]).toEqual([false, "running"]);
    await expect
      .poll(async () => JSON.stringify((await callTool(client, "read_room", { room: data.room })).data))
      .toContain("At last.");
  });

  it("MCP-6: an answer that waits for a person's decision says so, and where", async () => {
    RoomServer.tools = echoTools().tools;
    const question = script([{ call: "echo_asks", args: { text: "go" } }, { say: "Done." }]);
    const { data, isError } = await callTool(client, "ask", { question });
    RoomServer.tools = tools;
    expect([isError, data.state]).toEqual([false, "waiting"]);
    expect(data.note).toContain("A person in the room has to decide");
    expect(await messagesIn(data.room)).toHaveLength(2);
  });

  it("MCP-6: tells a client that asked for it that the answer is still being written", async () => {
    const told: (string | undefined)[] = [];
    const question = script([{ wait: 2_500 }, { say: "Patience." }]);
    const { content } = await client.callTool(
      { name: "ask", arguments: { question } },
      { onprogress: ({ message }) => told.push(message) },
    );
    expect(JSON.stringify(content)).toContain("Patience.");
    expect(told).toContain("The answer is being written.");
  });

  it("MCP-5: the same question with the same request_id is asked once", async () => {
    const args = { question: say("Once."), request_id: "q-1" };
    const first = await callTool(client, "ask", args);
    const again = await callTool(client, "ask", args);
    expect(again.data).toEqual(first.data);
    expect(await messagesIn(first.data.room)).toHaveLength(2);
  });

  it("MCP-7: an answer that failed is a result that says so", async () => {
    const { isError, data } = await callTool(client, "ask", { question: script([{ fail: 400 }]) });
    expect(isError).toBe(true);
    expect(data.error.code).toBe("unavailable");
  });
});
