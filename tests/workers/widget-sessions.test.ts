import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { openDirectory } from "../../server/directory/directory.ts";
import { deleteOldSessions } from "../../server/directory/visitor-sessions.ts";
import { paths, type OrganizationSummary } from "../../shared/api.ts";
import { TOKEN_OVERLAP, VISITOR_FORGOTTEN, VISITOR_SESSION_LIFETIME } from "../../shared/limits.ts";
import type { Widget, WidgetConfig } from "../../shared/widget.ts";
import { signUp, type Person } from "./support/person.ts";
import { HELLO } from "./support/socket.ts";
import { codeOf, ORIGIN } from "./support/visitor.ts";
import {
  fromPage,
  makeKey,
  makeWidget,
  SHOP,
  signIdentity,
  visit,
  widgetsPath,
  WidgetVisitor,
} from "./support/widget.ts";

let ada: Person;
let organization: OrganizationSummary;
let widget: Widget;
beforeAll(async () => {
  ada = await signUp("ada");
  organization = await ada.found("Morrow");
  widget = await makeWidget(ada, organization.id);
});

describe("the settings of a widget", () => {
  it("WIDGET-1: the publishable key gives what the widget shows, to every page, and nothing else", async () => {
    const answer = await fromPage("https://anything.example", `/api/widget/${widget.id}`);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.has("access-control-allow-credentials")).toBe(false);
    const { data }: { data: WidgetConfig } = await answer.json();
    expect(Object.keys(data).sort()).toEqual(
      [
        "agent",
        "challenge",
        "form",
        "hours",
        "id",
        "language",
        "look",
        "revision",
        "starters",
        "texts",
      ].sort(),
    );
    const etag = answer.headers.get("etag") ?? "";
    const again = await fromPage(SHOP, `/api/widget/${widget.id}`, { headers: { "if-none-match": etag } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  it("WIDGET-1: a change is a new revision, and a change of an older one is refused", async () => {
    const own = await makeWidget(ada, organization.id);
    const path = `${widgetsPath(organization.id)}/${own.id}`;
    const changed = await ada.must(
      ada.send<Widget>("PATCH", path, { revision: 1, starters: { en: ["Which bike?"] } }),
    );
    expect([changed.revision, changed.starters, changed.origins]).toEqual([
      2,
      { en: ["Which bike?"] },
      [SHOP],
    ]);
    expect(codeOf(await ada.send("PATCH", path, { revision: 1, enforce: true }))).toBe("conflict");
    await ada.must(ada.delete(path));
    expect((await fromPage(SHOP, `/api/widget/${own.id}`)).status).toBe(404);
  });

  it.each([
    "http://shop.example",
    "https://shop.example/",
    "https://*.example",
    "null",
    "javascript:x",
    "https://shop.example:443",
  ])("WIDGET-2: %s is no origin of a widget", async (origin) => {
    expect(
      codeOf(await ada.post(widgetsPath(organization.id), { look: widget.look, origins: [origin] })),
    ).toBe("bad_type");
  });
});

describe("origins", () => {
  it.each([
    "https://shop.example.evil.com",
    "https://evilshop.example",
    "http://shop.example",
    "https://SHOP.example",
    "https://shop.example:8443",
    "null",
    "",
    "https://sub.shop.example",
  ])("WIDGET-2: the panel in a page of %s gets no session", async (origin) => {
    const visitor = new WidgetVisitor(widget.id);
    expect(codeOf(await visitor.ask({ origin }))).toBe("origin_not_allowed");
    expect(visitor.cookie).toBe("");
  });

  it("WIDGET-2: a page that is not listed gets no session, whatever it says", async () => {
    const body = {
      origin: SHOP,
      language: "en",
      timeZone: "UTC",
      page: { url: "", title: "", referrer: "" },
    };
    for (const origin of ["https://evil.example", "null", "https://shop.example.evil.com"]) {
      const answer = await fromPage(origin, `/api/widget/${widget.id}/session`, { method: "POST", body });
      expect(answer.status).toBe(403);
      expect(answer.headers.has("access-control-allow-origin")).toBe(false);
      const asked = await fromPage(origin, `/api/widget/${widget.id}/session`, {
        method: "OPTIONS",
        headers: { "access-control-request-method": "POST" },
      });
      expect(asked.headers.has("access-control-allow-origin")).toBe(false);
    }
  });

  it("WIDGET-2: a page that leaves the list takes its sessions along, also their sockets' tickets", async () => {
    const own = await makeWidget(ada, organization.id);
    const visitor = await visit(own.id);
    const room = await visitor.begin();
    const ticket = await visitor.ticket(room);
    await ada.must(
      ada.send("PATCH", `${widgetsPath(organization.id)}/${own.id}`, {
        revision: 1,
        origins: ["https://other.example"],
      }),
    );
    expect(codeOf(await visitor.get(`${visitor.path}/conversations`))).toBe("unauthenticated");
    expect((await (await visitor.knock(room, ticket)).closed).code).toBe(4401);
  });
});

describe("a widget without a panel", () => {
  it("WIDGET-3: a listed page has a token, no cookie, reads the answers, and opens the socket by a ticket of its own origin", async () => {
    const page = { url: `${SHOP}/`, title: "Home", referrer: "" };
    const body = { origin: "https://anything.example", language: "en", timeZone: "UTC", page };
    const path = `/api/widget/${widget.id}`;
    const opened = await fromPage(SHOP, `${path}/session`, { method: "POST", body });
    expect([opened.status, opened.headers.get("access-control-allow-origin")]).toEqual([200, SHOP]);
    expect(opened.headers.getSetCookie()).toEqual([]);
    const { data: session }: { data: { token: string; visitor: { id: string } } } = await opened.json();
    const headers = { authorization: `Bearer ${session.token}` };
    const begun = await fromPage(SHOP, `${path}/conversations`, { method: "POST", headers, body: {} });
    const { data: made }: { data: { room: never } } = await begun.json();
    const files = await fromPage(SHOP, `${paths.rooms(organization.id)}/${made.room}/attachments`, {
      headers,
    });
    expect([files.status, files.headers.get("access-control-allow-origin")]).toEqual([200, SHOP]);
    // Nobody else's page may use the token, and a program without an origin changes nothing.
    for (const origin of ["https://evil.example", "null"]) {
      const stolen = await fromPage(origin, `${path}/conversations`, { method: "POST", headers, body: {} });
      expect([stolen.status, stolen.headers.has("access-control-allow-origin")]).toEqual([403, false]);
      const file = await fromPage(origin, `${paths.rooms(organization.id)}/${made.room}/attachments`, {
        headers,
      });
      expect(file.status).toBe(403);
    }
    const asked = await fromPage(SHOP, `${path}/tickets`, {
      method: "POST",
      headers,
      body: { room: made.room },
    });
    const { data: ticket }: { data: { ticket: string } } = await asked.json();
    const visitor = await visit(widget.id);
    const socket = await visitor.knock(made.room, ticket.ticket, SHOP);
    socket.send(HELLO);
    expect(await socket.frame("welcome")).toMatchObject({
      you: { user: session.visitor.id, role: "visitor" },
    });
  });
});

describe("sessions", () => {
  it("WIDGET-4: the cookie is for this widget, partitioned, and out of the page's reach", async () => {
    const answer = await new WidgetVisitor(widget.id).ask();
    const [cookie = ""] = answer.headers.getSetCookie();
    for (const attribute of ["HttpOnly", "Secure", "SameSite=None", "Partitioned", "Path=/api"])
      expect(cookie).toContain(attribute);
    expect(cookie).not.toContain("Domain");
    expect(answer.body.ok && answer.body.data.token).toBeNull();
    expect(answer.text).not.toContain(cookie.split(";")[0]?.split("=")[1]);
  });

  it("WIDGET-4: it is renewed with each visit, and the older token ends when the newer one was used", async () => {
    const visitor = await visit(widget.id);
    const older = visitor.copy();
    const again = await visitor.must(visitor.ask());
    expect([again.isKnown, again.visitor.id]).toEqual([true, visitor.id]);
    const list = `${visitor.path}/conversations`;
    // The answer with the newer token may have been lost.
    expect(codeOf(await older.get(list))).toBe("ok");
    expect(codeOf(await visitor.get(list))).toBe("ok");
    expect(codeOf(await older.get(list))).toBe("ok");
    vi.useFakeTimers({ now: Date.now() + TOKEN_OVERLAP + 1, toFake: ["Date"] });
    try {
      expect(codeOf(await older.get(list))).toBe("unauthenticated");
      expect(codeOf(await visitor.get(list))).toBe("ok");
    } finally {
      vi.useRealTimers();
    }
  });

  it("WIDGET-4: two tabs that renew at once have the same session", async () => {
    const visitor = await visit(widget.id);
    const path = `${visitor.path}/session`;
    const tabs = [visitor.copy(), visitor.copy()];
    const body = {
      origin: SHOP,
      language: "en",
      timeZone: "UTC",
      page: { url: "", title: "", referrer: "" },
    };
    const told = await Promise.all(tabs.map((tab) => tab.post<{ visitor: { id: string } }>(path, body)));
    expect(told.map((each) => each.body.ok && each.body.data.visitor.id)).toEqual([visitor.id, visitor.id]);
    for (const tab of tabs) expect(codeOf(await tab.get(`${visitor.path}/conversations`))).toBe("ok");
  });

  it("WIDGET-4: a browser without the cookie gets a token, which replaces it", async () => {
    const visitor = new WidgetVisitor(widget.id);
    const first = await visitor.must(visitor.ask());
    const bare = new WidgetVisitor(widget.id);
    const second = await bare.must(bare.ask({ keepsToken: true }));
    expect([first.token, second.isKnown]).toEqual([null, false]);
    expect(second.token).toMatch(/^[\w-]{43}$/);
    expect(bare.cookie).toBe("");
    const third = await bare.must(bare.ask({ keepsToken: true, token: second.token ?? "" }));
    expect([third.isKnown, third.visitor.id]).toEqual([true, second.visitor.id]);
    bare.headers = { authorization: `Bearer ${third.token}` };
    expect(codeOf(await bare.get(`${bare.path}/conversations`))).toBe("ok");
  });

  it("WIDGET-4: a session ends with its logout on this device only, with its sockets (4401)", async () => {
    const visitor = await visit(widget.id);
    const room = await visitor.begin();
    const link = await visitor.must(visitor.post<{ url: string }>(`${visitor.path}/continue`));
    const phone = await visit(widget.id, { continue: link.url.split("#")[1] ?? "", origin: ORIGIN });
    expect(phone.id).toBe(visitor.id);
    const [here, there] = [await visitor.enter(room), await phone.enter(room)];
    await Promise.all([here.frame("welcome"), there.frame("welcome")]);
    await visitor.must(visitor.delete(`${visitor.path}/session`));
    expect((await here.closed).code).toBe(4401);
    expect(visitor.cookie).toBe("");
    expect(codeOf(await phone.get(`${phone.path}/conversations`))).toBe("ok");
    there.send(
      JSON.stringify({ type: "send", ref: 1, id: "msg_00000000000000000000000000", text: "still here" }),
    );
    await there.frame("events");
    there.close();
  });

  it("WIDGET-4: it ends after its time, and visitors without a conversation are forgotten", async () => {
    const visitor = await visit(widget.id);
    const later = Date.now() + VISITOR_SESSION_LIFETIME + 1;
    vi.useFakeTimers({ now: later, toFake: ["Date"] });
    try {
      expect(codeOf(await visitor.get(`${visitor.path}/conversations`))).toBe("unauthenticated");
      await deleteOldSessions(openDirectory(env.DB), { now: later, forgotten: VISITOR_FORGOTTEN });
    } finally {
      vi.useRealTimers();
    }
    const rows = env.DB.prepare("SELECT count(*) AS n FROM visitors WHERE id = ?").bind(visitor.id);
    expect(await rows.first("n")).toBe(0);
  });

  it("WIDGET-5: a link works once, and only at its widget", async () => {
    const visitor = await visit(widget.id);
    const other = await makeWidget(ada, organization.id);
    const code = async () =>
      (await visitor.must(visitor.post<{ url: string }>(`${visitor.path}/continue`))).url.split("#")[1] ?? "";
    const used = await code();
    expect((await visit(widget.id, { continue: used })).id).toBe(visitor.id);
    for (const wrong of [used, await code()]) {
      const stranger = new WidgetVisitor(wrong === used ? widget.id : other.id);
      expect(codeOf(await stranger.ask({ continue: wrong }))).toBe("not_found");
    }
    const ended = await code();
    await visitor.must(visitor.delete(`${visitor.path}/session`));
    expect(codeOf(await new WidgetVisitor(widget.id).ask({ continue: ended }))).toBe("not_found");
  });

  it("WIDGET-5, IDENTITY-2: a browser that keeps no cookie gets the token by the request that uses the link, or the identity", async () => {
    const maker = await visit(widget.id);
    const room = await maker.begin();
    const link = await maker.must(maker.post<{ url: string }>(`${maker.path}/continue`));
    const { secret } = await makeKey(ada, organization.id, widget.id);
    const sub = crypto.randomUUID();
    const once = await signIdentity(secret, widget.id, { sub, jti: "once" });
    for (const [facts, rooms] of [
      [{ continue: link.url.split("#")[1] ?? "", origin: ORIGIN }, [room]],
      [{ identity: once }, []],
    ] as const) {
      const bare = new WidgetVisitor(widget.id);
      const { token } = await bare.must(bare.ask({ ...facts, keepsToken: true }));
      expect([bare.cookie, token?.length]).toEqual(["", 43]);
      bare.headers = { ...bare.headers, authorization: `Bearer ${token}` };
      const list = await bare.must(bare.get<{ room: string }[]>(`${bare.path}/conversations`));
      expect(list.map((one) => one.room)).toEqual(rooms);
    }
  });

  it("WIDGET-5: what a device wrote before it opened a link stays its own: the link may come from anybody", async () => {
    const [maker, victim] = [await visit(widget.id), await visit(widget.id)];
    await victim.begin();
    const link = await maker.must(maker.post<{ url: string }>(`${maker.path}/continue`));
    await victim.open({ continue: link.url.split("#")[1] ?? "" });
    expect([victim.id, victim.session.conversations]).toEqual([maker.id, []]);
  });
});
