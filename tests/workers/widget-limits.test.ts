import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { openDirectory } from "../../server/directory/directory.ts";
import { hashToken } from "../../server/directory/secrets.ts";
import { ATTEMPT_WINDOW, countInOrder } from "../../server/directory/sign-in-attempts.ts";
import type { OrganizationSummary } from "../../shared/api.ts";
import {
  CONVERSATIONS_PER_ADDRESS,
  CONVERSATIONS_PER_ORIGIN,
  CONVERSATIONS_PER_WIDGET,
  NEW_VISITORS_PER_ADDRESS,
  NEW_VISITORS_PER_ORIGIN,
  NEW_VISITORS_PER_WIDGET,
} from "../../shared/limits.ts";
import type { Widget } from "../../shared/widget.ts";
import { signUp, type Person } from "./support/person.ts";
import { codeOf, type Answer } from "./support/visitor.ts";
import { makeWidget, SHOP, visit, WidgetVisitor } from "./support/widget.ts";

const BLOG = "https://blog.example";

let ada: Person;
let organization: OrganizationSummary;
beforeAll(async () => {
  ada = await signUp("ada");
  organization = await ada.found("Morrow");
});

const onTwoPages = (): Promise<Widget> => makeWidget(ada, organization.id, { origins: [SHOP, BLOG] });

/** As if this had happened so often already. */
async function countedUpTo(subject: string, count: number): Promise<void> {
  await env.DB.prepare("INSERT OR REPLACE INTO attempts (key, count, reset_at) VALUES (?, ?, ?)")
    .bind(await hashToken(subject), count, Date.now() + ATTEMPT_WINDOW)
    .run();
}

const countOf = async (subject: string): Promise<number> =>
  (await env.DB.prepare("SELECT count FROM attempts WHERE key = ?")
    .bind(await hashToken(subject))
    .first<number>("count")) ?? 0;

const addressOf = (visitor: WidgetVisitor): string => visitor.headers["cf-connecting-ip"] ?? "";

/** A refusal says when to try again: within the window, and not at once. */
function expectRefusal(answer: Answer<unknown>): void {
  expect([codeOf(answer), answer.status]).toEqual(["rate_limited", 429]);
  const wait = answer.body.ok ? 0 : (answer.body.error.retryAfter ?? 0);
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(ATTEMPT_WINDOW);
}

describe("new visitors", () => {
  const come = (widget: Widget, origin: string) => new WidgetVisitor(widget.id).ask({ origin });

  it("WIDGET-12: of one origin are limited; the widget's other origins, and other widgets there, are not", async () => {
    const [widget, other] = [await onTwoPages(), await onTwoPages()];
    await countedUpTo(`visitors of ${widget.id} on ${SHOP}`, NEW_VISITORS_PER_ORIGIN - 1);
    expect(codeOf(await come(widget, SHOP))).toBe("ok");
    expectRefusal(await come(widget, SHOP));
    expect(codeOf(await come(widget, BLOG))).toBe("ok");
    expect(codeOf(await come(other, SHOP))).toBe("ok");
  });

  it("WIDGET-12: of one widget are limited on all of its origins; other widgets are not", async () => {
    const [widget, other] = [await onTwoPages(), await onTwoPages()];
    await countedUpTo(`visitors of ${widget.id}`, NEW_VISITORS_PER_WIDGET - 1);
    expect(codeOf(await come(widget, SHOP))).toBe("ok");
    expectRefusal(await come(widget, BLOG));
    expectRefusal(await come(widget, SHOP));
    expect(codeOf(await come(other, SHOP))).toBe("ok");
  });

  it("WIDGET-12: whom one limit refuses is not stored, and does not count for those after it", async () => {
    const widget = await onTwoPages();
    const flooder = new WidgetVisitor(widget.id);
    await countedUpTo(`visitors from ${addressOf(flooder)}`, NEW_VISITORS_PER_ADDRESS);
    expectRefusal(await flooder.ask());
    expect(flooder.cookie).toBe("");
    expect(await countOf(`visitors of ${widget.id} on ${SHOP}`)).toBe(0);
    await countedUpTo(`visitors of ${widget.id} on ${SHOP}`, NEW_VISITORS_PER_ORIGIN);
    expectRefusal(await come(widget, SHOP));
    expect(await countOf(`visitors of ${widget.id}`)).toBe(0);
    const stored = env.DB.prepare("SELECT count(*) AS n FROM visitors WHERE widget = ?").bind(widget.id);
    expect(await stored.first("n")).toBe(0);
  });

  it("WIDGET-12: whoever is known comes back, however many new ones there were", async () => {
    const widget = await onTwoPages();
    const mira = await visit(widget.id);
    await countedUpTo(`visitors of ${widget.id}`, NEW_VISITORS_PER_WIDGET);
    expect((await mira.must(mira.ask())).visitor.id).toBe(mira.id);
    expectRefusal(await come(widget, SHOP));
  });
});

describe("new conversations", () => {
  const begin = (visitor: WidgetVisitor) => visitor.post(`${visitor.path}/conversations`, {});

  it("WIDGET-12: of one origin are limited; those of the widget's other origins, and of other widgets, are not", async () => {
    const [widget, other] = [await onTwoPages(), await onTwoPages()];
    const [mira, nour] = [await visit(widget.id), await visit(widget.id)];
    const [blog, elsewhere] = [await visit(widget.id, { origin: BLOG }), await visit(other.id)];
    await countedUpTo(`conversations of ${widget.id} on ${SHOP}`, CONVERSATIONS_PER_ORIGIN - 1);
    expect(codeOf(await begin(mira))).toBe("ok");
    expectRefusal(await begin(nour));
    expect(codeOf(await begin(blog))).toBe("ok");
    expect(codeOf(await begin(elsewhere))).toBe("ok");
  });

  it("WIDGET-12: of one widget are limited on all of its origins; those of other widgets are not", async () => {
    const [widget, other] = [await onTwoPages(), await onTwoPages()];
    const [mira, blog] = [await visit(widget.id), await visit(widget.id, { origin: BLOG })];
    const elsewhere = await visit(other.id);
    await countedUpTo(`conversations of ${widget.id}`, CONVERSATIONS_PER_WIDGET - 1);
    expect(codeOf(await begin(mira))).toBe("ok");
    expectRefusal(await begin(blog));
    expectRefusal(await begin(mira));
    expect(codeOf(await begin(elsewhere))).toBe("ok");
  });

  it("WIDGET-12: what one limit refuses makes no room, and does not count for those after it", async () => {
    const widget = await onTwoPages();
    const mira = await visit(widget.id);
    await countedUpTo(`conversations from ${addressOf(mira)}`, CONVERSATIONS_PER_ADDRESS);
    expectRefusal(await begin(mira));
    expect(await countOf(`conversations of ${mira.id}`)).toBe(1);
    expect(await countOf(`conversations of ${widget.id} on ${SHOP}`)).toBe(0);
    expect(await countOf(`conversations of ${widget.id}`)).toBe(0);
    const made = env.DB.prepare("SELECT count(*) AS n FROM conversations WHERE widget = ?").bind(widget.id);
    expect(await made.first("n")).toBe(0);
  });
});

describe("limits in order", () => {
  const count = (subjects: string[], limit: number, now: number) =>
    countInOrder(
      openDirectory(env.DB),
      subjects.map((subject) => ({ subject, limit })),
      now,
      1_000,
    );

  it("WIDGET-12: a limit that is over begins anew, and each of two requests at once counts", async () => {
    const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
    expect(await Promise.all([count([first], 2, 1_000), count([first], 2, 1_000)])).toEqual([0, 0]);
    expect(await count([first, second], 2, 1_500)).toBe(500);
    expect(await countOf(second)).toBe(0);
    expect(await count([first, second], 2, 2_000)).toBe(0);
    expect([await countOf(first), await countOf(second)]).toEqual([1, 1]);
  });
});
