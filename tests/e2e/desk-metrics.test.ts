/** A visitor says how it was, a supporter reads it, and the desk's numbers show it. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MetricsReport, MetricsDay } from "../../shared/desk-metrics.ts";
import type { Room } from "../../client/sdk/types.ts";
import type { RoomId, UserId } from "../../shared/ids.ts";
import type { Widget } from "../../shared/widget.ts";
import { prompt } from "./support/ai.ts";
import { allProblems, problemsIn, seriousProblems } from "./support/axe.ts";
import { openCompanySite, shopPage, type CompanySite, type SitePage } from "./support/company-site.ts";
import { eventually } from "./support/eventually.ts";
import { found, openDesk, type Desk, type Home } from "./support/people.ts";
import { screenshot, screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";
import { sitAtDesk, type Supporter } from "./support/supporter.ts";
import { answered, makeWidget, openPanel, panel, write } from "./support/widget.ts";

const stage = setStage();
const pages: Record<string, SitePage> = {};
let site: CompanySite;
let ada: Home;
let widget: Widget;
let desk: Supporter;
let mira: Desk;
let room: Room;
let conversation: RoomId;

beforeAll(async () => {
  site = await openCompanySite(pages);
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Morrow Bikes");
  widget = await makeWidget(ada, { origins: [site.origin] });
  const html = shopPage(stage.app.origin, widget.id);
  pages["/"] = { html };
  pages["/ar"] = { html: html.replace('lang="en"', 'lang="ar" dir="rtl"') };
  desk = await sitAtDesk(ada);
  mira = await visit("/");
}, 180_000);

afterAll(async () => {
  desk?.leaveDesk();
  room?.close();
  await site?.stop();
});

async function visit(path: string, more: object = {}): Promise<Desk> {
  const visitor = await openDesk(stage.browser, site.origin, "Mira Okafor", more);
  await visitor.context.grantPermissions(["local-network-access"]);
  await visitor.page.goto(path);
  return visitor;
}

const frameOf = (page: Page) => {
  const frame = page.frames().find((each) => each.url().includes("/widget/wid_"));
  if (frame === undefined) throw new Error("there is no panel");
  return frame;
};

async function shownRoom(visitor: Desk): Promise<RoomId> {
  const view = await frameOf(visitor.page).evaluate(
    () => Object.entries(localStorage).find(([key]) => key.endsWith(":view"))?.[1],
  );
  return view as RoomId;
}

/** Ada takes over, answers and closes. */
async function serve(id: RoomId, text: string): Promise<Room> {
  // The desk hears of a conversation a moment after it began.
  const opened = await eventually(
    () => desk.join(id).catch(() => null),
    (found) => found !== null,
  );
  if (opened === null) throw new Error("the desk does not know it");
  await eventually(
    async () => opened.view,
    (view) => view !== null,
  );
  await opened.takeOver(true);
  await opened.send({ text });
  await eventually(
    async () => opened.view?.messages.at(-1)?.text,
    (last) => last === text,
  );
  await opened.closeConversation();
  return opened;
}

describe("rating", () => {
  test("PANEL-16: an ended conversation asks how it was, by keyboard, and thanks for it", async () => {
    const frame = await openPanel(mira.page);
    await write(frame, prompt("The charger plug feels loose", [{ say: "Please send us a picture." }]));
    await answered(frame, "Please send us a picture.");
    await frame.getByRole("button", { name: "Talk to a person" }).first().click();
    await frame.getByRole("heading", { name: "You are next in line" }).waitFor();
    expect(await frame.getByRole("radiogroup").count()).toBe(0);
    conversation = await shownRoom(mira);
    room = await serve(conversation, "Your charger leaves on Tuesday. Ride well!");
    const group = frame.getByRole("radiogroup", { name: "How was it with Ada Lovelace?" });
    await group.waitFor();
    expect(await group.getByRole("radio").count()).toBe(5);
    const names = await group.locator("label").allInnerTexts();
    expect(names).toEqual(["Bad", "Poor", "Fine", "Good", "Great"]);
    await group.getByRole("radio", { name: "Fine" }).focus();
    await mira.page.keyboard.press("ArrowRight");
    await expectChecked("Good");
    await mira.page.keyboard.press("Tab");
    await mira.page.keyboard.type('<img src=x onerror="document.title=1"> {{name}} شكرا');
    await screenshot(mira.page, "widget-rating-1440-light");
    expect(await problemsIn(frameOf(mira.page))).toEqual([]);
    await mira.page.keyboard.press("Tab");
    await mira.page.keyboard.press("Enter");
    await frame.getByText("Thank you. You rated this conversation: Good").first().waitFor();
    await frame.getByText('<img src=x onerror="document.title=1"> {{name}} شكرا').waitFor();
    expect(mira.problems).toEqual([]);

    async function expectChecked(name: string): Promise<void> {
      await eventually(
        () => group.getByRole("radio", { name }).isChecked(),
        (isChecked) => isChecked,
      );
    }
  });

  test("PANEL-17: it is the same after a reload, can be changed once, and is not asked again", async () => {
    await mira.page.reload();
    const frame = panel(mira.page);
    await frame.getByText("You rated this conversation: Good").waitFor();
    expect(await frame.getByRole("radiogroup").count()).toBe(0);
    await frame.getByRole("button", { name: "Change", exact: true }).click();
    await frame.locator("label").getByText("Great").click();
    await frame.getByRole("button", { name: "Send rating" }).click();
    await frame.getByText("You rated this conversation: Great").first().waitFor();
    await frame.getByRole("button", { name: "Change", exact: true }).waitFor({ state: "detached" });

    await write(frame, "It broke again");
    await eventually(
      async () => room.view?.support?.state,
      (state) => state === "waiting",
    );
    await room.takeOver(true);
    await room.send({ text: "I am sorry. A new one is on its way." });
    await room.closeConversation();
    await frame
      .getByText(/Ada Lovelace closed this conversation/)
      .nth(1)
      .waitFor();
    await frame.getByRole("button", { name: "E-mail me the transcript" }).waitFor();
    expect(await frame.getByRole("radiogroup").count()).toBe(0);
  });

  test("PANEL-16: where nobody answered nothing is asked; who skips is not asked again; on a phone, right to left", async () => {
    const yara = await visit("/ar", { viewport: { width: 320, height: 640 }, hasTouch: true });
    await yara.page.locator("parley-widget").getByRole("button").click();
    const frame = panel(yara.page);
    await frame.getByRole("textbox").waitFor();
    await frame.getByRole("textbox").fill(prompt("أين طلبي؟", [{ say: "في الطريق." }]));
    await frame.locator(".send").click();
    await answered(frame, "في الطريق.");
    const id = await eventually(
      () => shownRoom(yara),
      (view) => (view ?? "") !== "",
    );
    const opened = await serve(id, "أهلا");
    const group = frame.getByRole("radiogroup");
    await group.waitFor();
    await frame.locator(".rating__step").last().click();
    await screenshot(yara.page, "widget-rating-320-rtl");
    const shown = frameOf(yara.page);
    expect(await shown.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    expect(await problemsIn(shown)).toEqual([]);
    await frame.locator(".rating__skip").click();
    await eventually(
      () => group.count(),
      (count) => count === 0,
    );
    expect(opened.view?.support?.rating?.step).toBeNull();
    await yara.page.reload();
    await yara.page.locator("parley-widget").getByRole("button").first().waitFor();
    opened.close();
    await yara.context.close();
  });
});

describe("at the desk", () => {
  test("DESK-34: the supporter reads the rating beside the conversation, and its words stay text", async () => {
    const { page } = ada;
    await page.goto(`/${ada.organization.id}/desk/${conversation}`);
    const about = page.getByRole("complementary", { name: "About the visitor" });
    await about.getByText("Great, 5 of 5").waitFor();
    await about.getByText('<img src=x onerror="document.title=1"> {{name}} شكرا').waitFor();
    await page.getByText(/rated this conversation: 5 of 5/).waitFor();
    await screenshot(page, "desk-rating");
  });

  test("DESK-39: the numbers of the desk, as plots, as tables and as a file", async () => {
    const { page } = ada;
    await page.goto(`/${ada.organization.id}/desk`);
    await page.getByRole("link", { name: "Desk metrics" }).click();
    await page.getByRole("heading", { name: "Desk metrics", level: 1 }).waitFor();
    const card = (name: string) => page.getByRole("region", { name, exact: true }).first();
    await card("Rating").getByText("5.0 of 5").waitFor();
    await card("Rating").getByText("1 rating").waitFor();
    await card("Resolved").getByText("2 with a person", { exact: false }).waitFor();
    await card("First answer")
      .getByRole("img", { name: /^First answer by a person/ })
      .waitFor();
    await card("First answer").getByRole("button", { name: "As a table" }).click();
    expect(await card("First answer").getByRole("row").count()).toBe(31);
    await page.getByRole("button", { name: "7 days" }).click();
    // What was chosen stays chosen.
    await eventually(
      () => card("First answer").getByRole("row").count(),
      (count) => count === 8,
    );
    expect(new URL(page.url()).searchParams.get("days")).toBe("7");
    await page.reload();
    await page.getByRole("button", { name: "7 days", pressed: true }).waitFor();
    await card("By person")
      .getByRole("row", { name: /Ada Lovelace/ })
      .waitFor();
    expect(await seriousProblems(page)).toEqual([]);

    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download the days as CSV" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^desk-\d{4}-\d\d-\d\d-7-days\.csv$/);
    const lines = readFileSync(await file.path(), "utf8").split("\r\n");
    expect(lines[0]).toMatch(/^\uFEFFday,time_zone,first_answers,/);
    expect(lines).toHaveLength(9);
  });

  test("DESK-39: names of any script, markup and formulas stay text; nothing is wider than the screen, in every look", async () => {
    const { page } = ada;
    await page.route("**/desk/metrics?*", (route) =>
      route.fulfill({ json: { ok: true, data: busyMonth(), traceId: "t" } }),
    );
    await page.goto(`/${ada.organization.id}/desk/metrics`);
    for (const name of NAMES) await page.getByRole("row", { name }).first().waitFor();
    expect(await page.locator("table img[src='x']").count()).toBe(0);
    await screenshots(page, "desk-metrics", true);
    const before = page.viewportSize();
    for (const [width, height] of [
      [1440, 900],
      [1024, 900],
      [390, 844],
      [320, 640],
    ] as const) {
      await page.setViewportSize({ width, height });
      for (const dir of ["ltr", "rtl"]) {
        await page.evaluate((value) => document.documentElement.setAttribute("dir", value), dir);
        await eventually(
          () =>
            page.evaluate(() => {
              const main = document.querySelector(".metrics");
              return main !== null && main.scrollWidth <= main.clientWidth;
            }),
          (fits) => fits,
        );
        if (dir === "rtl") await screenshot(page, `desk-metrics-${width}-rtl`);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          expect(await allProblems(page)).toEqual([]);
        }
        await page.emulateMedia({ colorScheme: null, reducedMotion: null });
      }
    }
    await page.evaluate(() => document.documentElement.setAttribute("dir", "ltr"));
    if (before !== null) await page.setViewportSize(before);

    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download the people as CSV" }).click();
    const text = readFileSync(await (await download).path(), "utf8");
    expect(text).toContain(`,"'=HYPERLINK(""https://evil.example"")",`);
    expect(text).toContain(",Jean-Luc O'Neil (ops),");
    await page.unroute("**/desk/metrics?*");
  });
});

const NAMES = [
  "Jean-Luc O'Neil (ops)",
  '=HYPERLINK("https://evil.example")',
  "李小龍 สมชาย",
  "محمد بن عبد الله",
  "<img src=x onerror=alert(1)>",
];

/** A month of a busy desk, without chance. */
function busyMonth(): MetricsReport {
  const minute = 60_000;
  const wave = (day: number, size: number) =>
    Math.round(size * (1 + Math.sin(day * 1.7) / 2 + Math.sin(day / 3) / 3));
  const days = Array.from({ length: 30 }, (_, i): MetricsDay => {
    const isQuiet = i % 7 > 4;
    return {
      day: new Date(Date.UTC(2026, 9, 31 + i)).toISOString().slice(0, 10),
      firstAnswer: {
        count: isQuiet ? 0 : wave(i, 16),
        median: isQuiet ? null : wave(i, 170) * 1_000,
        nineOfTen: isQuiet ? null : wave(i + 1, 520) * 1_000,
      },
      resolved: { ai: wave(i, 27), person: isQuiet ? 0 : wave(i + 2, 15) },
      outcomes: { alone: wave(i, 26), back: wave(i, 4), person: wave(i + 1, 12) },
      ratings: { count: wave(i, 13), mean: 4 },
    };
  });
  const id = (n: number): UserId => `user_0123456789abcdefghjkmnpqr${n}` as UserId;
  return {
    timeZone: "Europe/Berlin",
    widget: null,
    widgets: [
      { id: widget.id, name: "Morrow Bikes" },
      { id: "wid_0123456789abcdefghjkmnpqrs" as Widget["id"], name: "A second shop with a rather long name" },
    ],
    now: {
      firstAnswer: { count: 462, median: 2.68 * minute, nineOfTen: 7.4 * minute },
      unanswered: 9,
      resolved: { ai: 822, person: 462 },
      resolvedIn: 38 * minute,
      outcomes: { alone: 822, back: 90, person: 372 },
      ratings: { count: 412, mean: 4.4, people: [2, 6, 14, 40, 162], ai: [9, 13, 24, 51, 91] },
    },
    before: {
      firstAnswer: { count: 440, median: 3.2 * minute, nineOfTen: 9 * minute },
      unanswered: 4,
      resolved: { ai: 700, person: 450 },
      resolvedIn: 40 * minute,
      outcomes: { alone: 700, back: 90, person: 410 },
      ratings: { count: 380, mean: 4.3, people: [2, 6, 14, 40, 152], ai: [9, 13, 24, 41, 79] },
    },
    days,
    people: [
      ...NAMES.map((name, i) => ({
        user: id(i),
        name,
        conversations: 201 - 40 * i,
        firstAnswer: (140 + 30 * i) * 1_000,
        resolved: 180 - 40 * i,
        resolvedIn: (34 + i) * minute,
        handedBack: 31 - 5 * i,
        ratings: 90 - 10 * i,
        rating: 4.7 - i / 10,
      })),
      {
        ...{ user: id(9), name: null, conversations: 1, firstAnswer: null, resolved: 0, resolvedIn: null },
        ...{ handedBack: 0, ratings: 0, rating: null },
      },
      {
        ...{
          user: "agent_0123456789abcdefghjkmnpqrs" as UserId,
          name: "Morrow assistant",
          conversations: 822,
        },
        ...{
          firstAnswer: 1_300,
          resolved: 822,
          resolvedIn: 3 * minute,
          handedBack: null,
          ratings: 188,
          rating: 4.1,
        },
      },
    ],
  };
}
