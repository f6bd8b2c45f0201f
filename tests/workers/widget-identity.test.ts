import { env } from "cloudflare:workers";
import { SignJWT } from "jose";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { OrganizationSummary } from "../../shared/api.ts";
import type { Widget, NewWidgetKey, WidgetKey } from "../../shared/widget.ts";
import { newMessageId } from "./support/room.ts";
import { signUp, type Person } from "./support/person.ts";
import { codeOf } from "./support/visitor.ts";
import {
  makeKey,
  makeWidget,
  roleIn,
  signIdentity,
  visit,
  widgetsPath,
  WidgetVisitor,
} from "./support/widget.ts";

let ada: Person;
let organization: OrganizationSummary;
let widget: Widget;
let key: NewWidgetKey;
beforeAll(async () => {
  ada = await signUp("ada");
  organization = await ada.found("Morrow");
  widget = await makeWidget(ada, organization.id);
  key = await makeKey(ada, organization.id, widget.id);
});

const seconds = (ahead: number): number => Math.floor(Date.now() / 1_000) + ahead;
const sign = (claims = {}) => signIdentity(key.secret, widget.id, claims);
const person = () => `customer-${crypto.randomUUID()}`;

describe("identity tokens", () => {
  it("IDENTITY-1: the company's token says who it is, with signed attributes", async () => {
    const sub = person();
    const identity = await sign({
      sub,
      name: "Mira Okafor",
      email: "mira@okafor.example",
      attributes: { plan: "gold", orders: 3 },
    });
    const { session } = await visit(widget.id, { identity });
    expect(session.visitor).toMatchObject({
      name: "Mira Okafor",
      email: "mira@okafor.example",
      identity: "verified",
    });
    const row = await env.DB.prepare("SELECT subject, signed, typed FROM visitors WHERE id = ?")
      .bind(session.visitor.id)
      .first();
    expect(row).toEqual({ subject: sub, signed: '{"plan":"gold","orders":3}', typed: "{}" });
  });

  const refused: [string, () => Promise<string>][] = [
    [
      "of another widget",
      () => signIdentity(key.secret, widget.id, { aud: "wid_00000000000000000000000000" }),
    ],
    ["that has expired", () => sign({ exp: seconds(-120) })],
    ["that lasts for longer than an hour", () => sign({ exp: seconds(2 * 3_600) })],
    ["of another key", () => signIdentity("somebody else's secret, which is long enough", widget.id)],
    [
      "that was tampered with",
      async () => {
        const [head = "", , signature = ""] = (await sign()).split(".");
        const other = btoa(JSON.stringify({ sub: "admin", aud: widget.id, exp: seconds(600) })).replaceAll(
          "=",
          "",
        );
        return `${head}.${other}.${signature}`;
      },
    ],
    [
      "without a signature (alg none)",
      async () => {
        const part = (value: object) => btoa(JSON.stringify(value)).replaceAll("=", "");
        return `${part({ alg: "none" })}.${part({ sub: "admin", aud: widget.id, exp: seconds(600) })}.`;
      },
    ],
    [
      "with another algorithm (HS512)",
      () =>
        new SignJWT({})
          .setProtectedHeader({ alg: "HS512" })
          .setSubject("x")
          .setAudience(widget.id)
          .setExpirationTime("10m")
          .sign(new TextEncoder().encode(key.secret)),
    ],
    ["without a subject", () => sign({ sub: "" })],
    [
      "without an end",
      () =>
        new SignJWT({})
          .setProtectedHeader({ alg: "HS256" })
          .setSubject("x")
          .setAudience(widget.id)
          .sign(new TextEncoder().encode(key.secret)),
    ],
    ["with huge attributes", () => sign({ attributes: { a: "x".repeat(600) } })],
    [
      "with many attributes",
      () => sign({ attributes: Object.fromEntries([...Array(51).keys()].map((n) => [`a${n}`, n])) }),
    ],
    ["with attributes that are no plain values", () => sign({ attributes: { a: { b: 1 } } })],
    ["that is none", async () => "not a token"],
  ];
  it.each(refused)("IDENTITY-1: a token %s is refused, and no session begins", async (_, make) => {
    const visitor = new WidgetVisitor(widget.id);
    expect(codeOf(await visitor.ask({ identity: await make() }))).toBe("identity_refused");
    expect(visitor.cookie).toBe("");
  });

  it("IDENTITY-1: markup in names and attributes stays text", async () => {
    const markup = "<img src=x onerror=alert(1)>";
    const { session } = await visit(widget.id, {
      identity: await sign({ sub: person(), name: markup, attributes: { a: markup } }),
    });
    expect(session.visitor.name).toBe(markup);
  });

  it("IDENTITY-2: two keys count at the same time, a third is refused, and a deleted one counts no more", async () => {
    const own = await makeWidget(ada, organization.id);
    const path = `${widgetsPath(organization.id)}/${own.id}/keys`;
    const [first, second] = [
      await makeKey(ada, organization.id, own.id),
      await makeKey(ada, organization.id, own.id),
    ];
    expect(codeOf(await ada.post(path))).toBe("too_many");
    for (const { secret } of [first, second]) {
      const identity = await signIdentity(secret, own.id, { sub: person() });
      expect((await visit(own.id, { identity })).session.visitor.identity).toBe("verified");
    }
    await ada.must(ada.delete(`${path}/${first.id}`));
    const late = await signIdentity(first.secret, own.id, { sub: person() });
    expect(codeOf(await new WidgetVisitor(own.id).ask({ identity: late }))).toBe("identity_refused");
    const left = await ada.get<WidgetKey[]>(path);
    expect(left.body.ok && left.body.data.map(({ id }) => id)).toEqual([second.id]);
    expect(left.text).not.toContain(second.secret);
    const stored = await env.DB.prepare("SELECT * FROM widget_keys WHERE id = ?").bind(second.id).first();
    expect(JSON.stringify(stored)).not.toContain(second.secret);
  });

  it("IDENTITY-2: a token with a `jti` is for one session", async () => {
    const identity = await sign({ sub: person(), jti: "once" });
    const visitor = await visit(widget.id, { identity });
    expect((await visitor.must(visitor.ask({ identity }))).visitor.id).toBe(visitor.id);
    expect(codeOf(await new WidgetVisitor(widget.id).ask({ identity }))).toBe("identity_refused");
  });
});

describe("enforced identity", () => {
  it("IDENTITY-3: unverified messages are refused, by HTTP and by the socket, also when the identity ends", async () => {
    const own = await makeWidget(ada, organization.id, { enforce: true });
    const { secret } = await makeKey(ada, organization.id, own.id);
    const stranger = await visit(own.id);
    expect(stranger.session.mayWrite).toBe(false);
    expect(codeOf(await stranger.post(`${stranger.path}/conversations`, {}))).toBe("identity_required");

    const identity = await signIdentity(secret, own.id, { sub: person() });
    const visitor = await visit(own.id, { identity });
    const room = await visitor.begin();
    const send = async () => {
      const socket = await visitor.enter(room);
      await socket.frame("welcome");
      const id = newMessageId();
      socket.send(JSON.stringify({ type: "send", ref: 1, id, text: "hello" }));
      const told = await Promise.race([socket.frame("error"), socket.frame("events")]);
      socket.close();
      return told["code"] ?? told["type"];
    };
    expect(await send()).toBe("events");
    vi.useFakeTimers({ now: Date.now() + 2 * 3_600_000, toFake: ["Date"] });
    try {
      expect(await send()).toBe("identity_required");
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("an anonymous visitor who signs in", () => {
  it("IDENTITY-4: keeps the conversations, as the same visitor, when nobody is that customer yet", async () => {
    const visitor = await visit(widget.id);
    const [before, room] = [visitor.id, await visitor.begin()];
    await visitor.open({ identity: await sign({ sub: person() }) });
    expect([visitor.id, visitor.session.conversations.map((one) => one.room)]).toEqual([before, [room]]);
  });

  it("IDENTITY-4: brings the conversations of this session to the customer who is there already", async () => {
    const sub = person();
    const known = await visit(widget.id, { identity: await sign({ sub }) });
    const old = await known.begin();
    const visitor = await visit(widget.id);
    const [anonymous, room] = [visitor.id, await visitor.begin()];
    await visitor.open({ identity: await sign({ sub }) });
    expect(visitor.id).toBe(known.id);
    expect(visitor.session.conversations.map((one) => one.room).sort()).toEqual([old, room].sort());
    expect([await roleIn(room, known.id), await roleIn(room, anonymous)]).toEqual(["visitor", null]);
  });

  it("IDENTITY-4: never brings what another session of the anonymous visitor began", async () => {
    const visitor = await visit(widget.id);
    const link = await visitor.must(visitor.post<{ url: string }>(`${visitor.path}/continue`));
    const phone = await visit(widget.id, { continue: link.url.split("#")[1] ?? "" });
    const [anonymous, theirs, mine] = [visitor.id, await visitor.begin(), await phone.begin()];
    await phone.open({ identity: await sign({ sub: person() }) });
    expect(phone.id).not.toBe(anonymous);
    expect(phone.session.conversations.map((one) => one.room)).toEqual([mine]);
    expect(await roleIn(theirs, phone.id)).toBeNull();
    expect(await roleIn(theirs, anonymous)).toBe("visitor");
  });

  it("IDENTITY-4: another customer on the same device gets nothing of the one before, whose sockets close", async () => {
    const visitor = await visit(widget.id, { identity: await sign({ sub: person() }) });
    const [first, room] = [visitor.id, await visitor.begin()];
    const socket = await visitor.enter(room);
    await socket.frame("welcome");
    await visitor.open({ identity: await sign({ sub: person() }) });
    expect(visitor.id).not.toBe(first);
    expect(visitor.session.conversations).toEqual([]);
    expect((await socket.closed).code).toBe(4401);
    expect(codeOf(await visitor.post(`${visitor.path}/tickets`, { room }))).toBe("not_found");
    expect(await roleIn(room, first)).toBe("visitor");
  });

  it("IDENTITY-5: what a visitor types never replaces what the company signs", async () => {
    const visitor = await visit(widget.id, {
      identity: await sign({ sub: person(), name: "Mira", email: "mira@okafor.example" }),
    });
    const told = await visitor.must(
      visitor.send<{ name: string; email: string }>("PATCH", `${visitor.path}/me`, {
        name: "Admin",
        email: "x@evil.example",
      }),
    );
    expect(told).toMatchObject({ name: "Mira", email: "mira@okafor.example", identity: "verified" });
  });
});
