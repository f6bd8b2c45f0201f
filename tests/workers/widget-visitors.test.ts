import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { pathsOf } from "../../server/http/mount-routes.ts";
import { routes } from "../../server/http/routes.ts";
import { paths, type OrganizationSummary } from "../../shared/api.ts";
import type { LibraryId, RoomId } from "../../shared/ids.ts";
import type { Citation } from "../../shared/knowledge.ts";
import type { CitedPassage, Conversation, Widget } from "../../shared/widget.ts";
import { newAttachmentId } from "./support/attachments.ts";
import { callRoute, isMounted } from "./support/call-route.ts";
import { addNote, makeLibrary, settled } from "./support/library.ts";
import { mailsTo } from "./support/outbox.ts";
import { newMessageId } from "./support/room.ts";
import { signUp, type Person } from "./support/person.ts";
import { closeCode, connect, HELLO, type OpenSocket } from "./support/socket.ts";
import { codeOf, ORIGIN } from "./support/visitor.ts";
import { makeWidget, visit, widgetsPath, type WidgetVisitor } from "./support/widget.ts";

const PUBLIC = "# Refunds\n\nRefunds are paid within 5 working days to the card that was used.";
const SECRET = "# Margin\n\nThe margin canary-8812 of the bikes is 40 percent.";

let ada: Person;
let organization: OrganizationSummary;
let widget: Widget;
let library: LibraryId;
let secret: LibraryId;

beforeAll(async () => {
  ada = await signUp("ada");
  organization = await ada.found("Morrow");
  [library, secret] = [
    (await makeLibrary(ada, organization.id)).id,
    (await makeLibrary(ada, organization.id)).id,
  ];
  for (const [shelf, text] of [
    [library, PUBLIC],
    [secret, SECRET],
  ] as const) {
    const note = await addNote(ada, { organization: organization.id, library: shelf }, "Handbook", text);
    await settled(ada, organization.id, note);
  }
  widget = await makeWidget(ada, organization.id, { libraries: [library] });
});

type Frame = Record<string, unknown>;

/** Everything that the socket has received. */
async function until(socket: OpenSocket, isThere: (text: string) => boolean): Promise<string> {
  return eventually(async () => {
    const text = JSON.stringify(socket.frames);
    if (!isThere(text)) throw new Error(`not there yet: ${text.slice(-400)}`);
    return text;
  });
}

const send = (socket: OpenSocket, text: string): void =>
  socket.send(JSON.stringify({ type: "send", ref: 1, id: newMessageId(), text }));

/** Asks, and waits for the end of the answer. */
async function ask(socket: OpenSocket, text: string): Promise<Frame> {
  send(socket, text);
  await until(socket, (told) => told.includes('"turn.ended"'));
  const events = socket.frames.flatMap((frame) =>
    frame["type"] === "events" ? (frame["events"] as Frame[]) : [],
  );
  const end = events.find((event) => event["type"] === "turn.ended");
  if (end === undefined) throw new Error("no end");
  return end;
}

describe("what is somebody else's", () => {
  const ofVisitors = routes.filter((route) => route.in === "visitor" && route.path.includes(":room"));

  async function two(): Promise<{ mira: WidgetVisitor; room: RoomId; others: WidgetVisitor[] }> {
    const mira = await visit(widget.id);
    const elsewhere = await signUp("mallory");
    const theirs = await makeWidget(elsewhere, (await elsewhere.found("Elsewhere")).id);
    const others = [await visit(widget.id), await visit(theirs.id)];
    return { mira, room: await mira.begin(), others };
  }

  it("WIDGET-6: another visitor's conversation is as if there were none, at every address and socket", async () => {
    const { room, others } = await two();
    for (const other of others) {
      for (const route of ofVisitors) {
        const params = { widget: other.widget, message: "1", citation: "1" };
        const place = { mount: "app", organization: organization.id, room } as const;
        const foreign = await callRoute(other, route, place, { params });
        const none = await callRoute(other, route, { ...place, room: newId("room") }, { params });
        expect([route.path, foreign.code]).toEqual([route.path, "not_found"]);
        expect([foreign.status, foreign.text]).toEqual([none.status, none.text]);
      }
      expect(codeOf(await other.post(`${other.path}/tickets`, { room }))).toBe("not_found");
      expect(await closeCode(other, `${paths.roomSocket(organization.id, room)}?for=${other.id}`)).toBe(4404);
      const own = await other.ticket(await other.begin());
      expect((await (await other.knock(room, own)).closed).code).toBe(4401);
    }
  });

  it("WIDGET-6: a visitor enters no organization, no inbox, and no room that does not say they are a visitor of it", async () => {
    const { mira, room } = await two();
    const ofPeople = routes.filter(({ in: access }) => access === "organization" || access === "signedIn");
    const told = new Set<string>();
    for (const { rows } of pathsOf(ofPeople)) {
      const [route] = rows;
      const params = Object.fromEntries(
        [...route.path.matchAll(/:(\w+)/g)].map(([, name = ""]) => [name, "x"]),
      );
      const place = {
        mount: route.v1 === "only" ? "v1" : "app",
        organization: organization.id,
        room,
      } as const;
      told.add((await callRoute(mira, route, place, { params })).code);
    }
    expect([...told].sort()).toEqual(["forbidden", "not_found"]);
    expect(await closeCode(mira, `${paths.inboxSocket(organization.id)}?for=${mira.id}`)).toBe(4404);
    const welcome = `${paths.roomSocket(organization.id, organization.welcomeRoom)}?for=${mira.id}`;
    expect(await closeCode(mira, welcome)).toBe(4404);
    // Whatever made the visitor a member of another kind of room.
    await env.ROOM.getByName(organization.welcomeRoom).addMember({
      user: mira.id,
      name: "Mira",
      role: "visitor",
    });
    expect(await closeCode(mira, welcome)).toBe(4404);
    await env.ROOM.getByName(organization.welcomeRoom).removePerson(mira.id);
  });

  it("WIDGET-6: routes of rooms that cost money or concern people are not for visitors, also in their own room", async () => {
    const { mira, room } = await two();
    const closed = routes.filter((route) => route.in === "room" && !route.visitors);
    expect(closed.length).toBeGreaterThan(2);
    for (const route of closed) {
      const mount = isMounted(route, "app") ? ("app" as const) : ("v1" as const);
      const told = await callRoute(
        mira,
        route,
        { mount, organization: organization.id, room },
        {
          params: {
            ...{ share: newId("share"), turn: newId("turn"), attachment: newAttachmentId(), member: ada.id },
            ...{ message: "1", emoji: encodeURIComponent("👍"), call: `${newId("turn")}.1` },
          },
          ...(route.body.kind === "json" ? { body: { since: 1 } } : {}),
        },
      );
      expect([route.path, told.code]).toEqual([route.path, "forbidden"]);
    }
  });

  it("WIDGET-6: a company's cookie and a visitor's beside it are two people", async () => {
    const { mira, room } = await two();
    const both = { cookie: `${ada.cookie}; ${mira.cookie}` };
    const mine = paths.roomSocket(organization.id, room);
    const socket = await connect(mira, `${mine}?for=${mira.id}`, both);
    socket.send(HELLO);
    expect(await socket.frame("welcome")).toMatchObject({ you: { user: mira.id, role: "visitor" } });
    socket.close();
    // Ada manages the organization and is no member of the room.
    expect(await closeCode(mira, `${mine}?for=${ada.id}`, both)).toBe(4404);
    expect(await closeCode(mira, mine, both)).toBe(4404);
  });
});

describe("what a visitor receives", () => {
  it("WIDGET-7: the answer with its sources, and nothing of models, costs, steps, receipts and addresses; people get them", async () => {
    const mira = await visit(widget.id);
    const room = await mira.begin();
    await env.ROOM.getByName(room).addMember({ user: ada.id, name: "ada", role: "member" });
    const [hers, ours] = [
      await mira.enter(room),
      await connect(ada, paths.roomSocket(organization.id, room)),
    ];
    ours.send(HELLO);
    await Promise.all([hers.frame("welcome"), ours.frame("welcome")]);
    const end = await ask(hers, "How long do refunds take?");
    const answer = end["target"];
    await until(ours, (told) => told.includes('"turn.ended"'));
    for (const [index, frame] of ["contextReceipt", "steps", "history", "readReceipts"].entries()) {
      const query = { type: frame, ref: 10 + index, target: answer, before: 1_000, limit: 50 };
      for (const socket of [hers, ours]) socket.send(JSON.stringify(query));
    }
    for (const socket of [hers, ours]) await until(socket, (told) => told.includes('"ref":13'));
    const again = await mira.enter(room);
    await until(again, (told) => told.includes('"welcome"'));
    const [seen, all] = [JSON.stringify([hers.frames, again.frames]), JSON.stringify(ours.frames)];
    for (const inner of ['"usage"', '"cost"', '"model"', '"routing"', '"tokens']) {
      expect(seen).not.toContain(inner);
    }
    for (const inner of ['"usage"', '"cost"', '"model"']) expect(all).toContain(inner);
    expect(seen).not.toContain(ada.email);
    expect(seen).toContain("5 working days");
    expect(seen).toContain('"citations"');
    const refused = hers.frames.filter(({ type }) => type === "error").map(({ ref, code }) => [ref, code]);
    expect(refused).toEqual([
      [10, "not_found"],
      [11, "not_found"],
    ]);
    for (const socket of [hers, ours, again]) socket.close();
  });

  it("WIDGET-8: the AI reads the libraries of the widget and no other one, and a cited passage opens for its own conversation alone", async () => {
    const mira = await visit(widget.id);
    const room = await mira.begin();
    const socket = await mira.enter(room);
    await socket.frame("welcome");
    const end = await ask(socket, "How long do refunds take?");
    const [source] = end["citations"] as Citation[];
    expect(source?.library).toBe(library);
    const path = `${mira.path}/conversations/${room}/citations/${end["target"]}`;
    const passage = await mira.must(mira.get<CitedPassage>(`${path}/${source?.n}`));
    expect(passage).toMatchObject({ title: "Handbook", heading: "Refunds", changed: false });
    expect(passage.text).toContain("5 working days");
    for (const n of [0, 99, "x"]) expect(codeOf(await mira.get(`${path}/${n}`))).toBe("not_found");
    const other = await visit(widget.id);
    expect(codeOf(await other.get(`${path}/${source?.n}`))).toBe("not_found");
    socket.close();

    const second = await mira.enter(await mira.begin());
    await second.frame("welcome");
    await ask(second, "What is the margin canary-8812 of the bikes?");
    expect(JSON.stringify(second.frames)).not.toContain("40 percent");
    second.close();
  });

  it("WIDGET-8: a library that leaves the widget takes its answers along", async () => {
    const own = await makeWidget(ada, organization.id, { libraries: [library] });
    const mira = await visit(own.id);
    const room = await mira.begin();
    const socket = await mira.enter(room);
    await socket.frame("welcome");
    const end = await ask(socket, "How long do refunds take?");
    socket.close();
    const source = (end["citations"] as Citation[])[0]?.n;
    await ada.must(
      ada.send("PATCH", `${widgetsPath(organization.id)}/${own.id}`, { revision: 1, libraries: [] }),
    );
    const later = await mira.enter(room);
    expect(JSON.stringify(await later.frame("welcome"))).not.toContain("5 working days");
    const path = `${mira.path}/conversations/${room}/citations/${end["target"]}/${source}`;
    expect(codeOf(await mira.get(path))).toBe("not_found");
    later.close();
  });

  it("WIDGET-9: above the answers of a day the AI pauses with a reason, also in a new conversation, and a person can be asked for", async () => {
    const own = await makeWidget(ada, organization.id, { answersPerDay: 1 });
    const mira = await visit(own.id);
    const first = await mira.enter(await mira.begin());
    await first.frame("welcome");
    expect((await ask(first, "hello"))["state"]).toBe("completed");
    const second = await mira.enter(await mira.begin());
    await second.frame("welcome");
    // The meter learns of the first answer after it has ended.
    await eventually(async () => {
      const used = await env.METER.getByName(organization.id).report(1, Date.now());
      if (!used.people.some(({ user }) => user === mira.id)) throw new Error("not settled yet");
    });
    expect(await ask(second, "hello again")).toMatchObject({ state: "refused", reason: "visitor_budget" });
    second.send(JSON.stringify({ type: "support.request", ref: 5 }));
    await until(second, (told) => told.includes('"support.requested"'));
    expect(JSON.stringify(second.frames)).not.toContain('"error"');
    const other = await visit(own.id);
    const third = await other.enter(await other.begin());
    await third.frame("welcome");
    expect((await ask(third, "hello"))["state"]).toBe("completed");
    for (const socket of [first, second, third]) socket.close();
  });
});

describe("conversations", () => {
  it("WIDGET-10: the form's required fields, choices and addresses are checked, and become what the visitor says", async () => {
    const form = [
      { id: "name", label: "Name", type: "text", required: true },
      { id: "mail", label: "E-mail", type: "email", required: true },
      { id: "topic", label: "Topic", type: "choice", required: false, choices: ["Bike", "Refund"] },
    ];
    const own = await makeWidget(ada, organization.id, { form });
    const mira = await visit(own.id);
    const tell = async (answers: object) =>
      codeOf(await mira.post(`${mira.path}/conversations`, { answers }));
    expect(await tell({})).toBe("bad_type");
    expect(await tell({ name: "Mira", mail: "no address" })).toBe("bad_type");
    expect(await tell({ name: "Mira", mail: "mira@okafor.example", topic: "Other" })).toBe("bad_type");
    const hostile = {
      name: "Mira",
      mail: "mira@okafor.example",
      topic: "Bike",
      __proto__x: "y",
      admin: "true",
    };
    expect(await tell(hostile)).toBe("ok");
    const row = await env.DB.prepare("SELECT name, email, typed, signed FROM visitors WHERE id = ?")
      .bind(mira.id)
      .first();
    expect(row).toEqual({
      name: "Mira",
      email: "mira@okafor.example",
      typed: '{"name":"Mira","mail":"mira@okafor.example","topic":"Bike"}',
      signed: "{}",
    });
  });

  it("WIDGET-10: one key begins one conversation; the list has state, title and last words", async () => {
    const mira = await visit(widget.id);
    const own = mira.headers;
    mira.headers = { ...own, "idempotency-key": "first" };
    const [room, again] = [await mira.begin(), await mira.begin()];
    expect(again).toBe(room);
    mira.headers = own;
    const socket = await mira.enter(room);
    await socket.frame("welcome");
    await ask(socket, "Do you sell bells?");
    socket.close();
    const [conversation] = await mira.must(mira.get<Conversation[]>(`${mira.path}/conversations`));
    expect(conversation).toMatchObject({ room, state: "ai", title: "Do you sell bells?" });
    expect(conversation?.last?.text).not.toBe("");
  });

  it("WIDGET-11: deleting a conversation deletes it for both sides, with its files and its words in the index", async () => {
    const mira = await visit(widget.id);
    const room = await mira.begin();
    await env.ROOM.getByName(room).addMember({ user: ada.id, name: "ada", role: "member" });
    const socket = await mira.enter(room);
    await socket.frame("welcome");
    await ask(socket, "my secret order number is 4711");
    await mira.must(mira.delete(`${mira.path}/conversations/${room}`));
    expect((await socket.closed).code).toBe(4404);
    expect(codeOf(await mira.post(`${mira.path}/tickets`, { room }))).toBe("not_found");
    expect(await closeCode(ada, paths.roomSocket(organization.id, room))).toBe(4404);
    expect(await mira.must(mira.get(`${mira.path}/conversations`))).toEqual([]);
    for (const table of ["rooms WHERE id", "room_members WHERE room", "conversations WHERE room"])
      expect(await env.DB.prepare(`SELECT count(*) AS n FROM ${table} = ?`).bind(room).first("n")).toBe(0);
  });

  it("WIDGET-10: a transcript goes to the visitor's address, and links nowhere if nobody has signed the address", async () => {
    const mira = await visit(widget.id);
    const room = await mira.begin();
    const path = `${mira.path}/conversations/${room}/transcript`;
    expect(codeOf(await mira.post(path))).toBe("conflict");
    const address = `mira-${crypto.randomUUID()}@okafor.example`;
    await mira.must(mira.send("PATCH", `${mira.path}/me`, { name: "Mira", email: address }));
    const socket = await mira.enter(room);
    await socket.frame("welcome");
    await ask(socket, "look at https://evil.example/now please");
    socket.close();
    await mira.must(mira.post(path));
    const [mail] = await mailsTo(address);
    expect(mail?.subject).toBe("Your conversation with Morrow");
    expect(mail?.text).toContain("Mira: look at https evil·example/now please");
    const codes: string[] = [];
    for (let n = 0; n < 6; n++) codes.push(codeOf(await mira.post(path)));
    expect(codes.at(-1)).toBe("rate_limited");
  });

  it("WIDGET-12: floods are refused with the time to wait", async () => {
    const mira = await visit(widget.id);
    const told: string[] = [];
    for (let n = 0; n < 7; n++) told.push(codeOf(await mira.post(`${mira.path}/conversations`, {})));
    expect(told).toEqual(["ok", "ok", "ok", "ok", "ok", "rate_limited", "rate_limited"]);
    const answer = await mira.post(`${mira.path}/conversations`, {});
    expect(answer.status).toBe(429);
    expect(answer.body.ok ? 0 : (answer.body.error.retryAfter ?? 0)).toBeGreaterThan(0);
  });
});

describe("the challenge", () => {
  it("WIDGET-13: with Turnstile no conversation begins before the challenge is solved", async () => {
    const turnstile = { siteKey: "1x00000000000000000000AA", secret: "1x0000000000000000000000000000000AA" };
    const own = await makeWidget(ada, organization.id, { turnstile });
    expect(own.turnstile).toEqual({ siteKey: turnstile.siteKey, hasSecret: true });
    const mira = await visit(own.id);
    expect(mira.session.needsChallenge).toBe(true);
    expect(codeOf(await mira.post(`${mira.path}/conversations`, {}))).toBe("challenge_failed");
    expect(codeOf(await mira.ask({ challenge: "wrong" }))).toBe("challenge_failed");
    await mira.open({ challenge: "XXXX.DUMMY.TOKEN.XXXX" });
    expect(mira.session.needsChallenge).toBe(false);
    await mira.begin();
    const stored = await env.DB.prepare("SELECT settings, turnstile_secret FROM widgets WHERE id = ?")
      .bind(own.id)
      .first();
    expect(JSON.stringify(stored)).not.toContain(turnstile.secret);
  });
});

describe("the panel's page", () => {
  it("WIDGET-14: only pages of the list may hold it, and the full page nobody", async () => {
    const page = await ada.get(`/widget/${widget.id}`);
    expect(page.headers.get("content-security-policy")).toContain(
      "frame-ancestors 'self' https://shop.example",
    );
    expect(page.headers.has("x-frame-options")).toBe(false);
    expect(page.headers.get("content-security-policy")).not.toContain("unsafe");
    const chat = await ada.get(`/widget/${widget.id}/chat`);
    expect(chat.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(chat.headers.get("x-frame-options")).toBe("DENY");
    expect((await ada.get(`/widget/${newId("wid")}`)).status).toBe(404);
    expect(ORIGIN).not.toBe("");
  });
});
