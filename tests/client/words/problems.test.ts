import { afterEach, beforeEach, expect, test, vi } from "vitest";

/** A new page. Its language is read when its files are. */
async function newPage() {
  const { wordsLoaded } = await import("../../../client/words/catalogue.ts");
  const { messageOf } = await import("../../../client/parts/lib/http.ts");
  const { OwnProblem } = await import("../../../client/parts/lib/own-problem.ts");
  const { ParleyError } = await import("../../../client/sdk/parley-error.ts");
  const { problemText } = await import("../../../client/parts/lib/problem-text.ts");
  const { formatDay, formatNumber } = await import("../../../client/ui/format.ts");
  await wordsLoaded();
  return { messageOf, OwnProblem, ParleyError, problemText, formatDay, formatNumber };
}

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal("navigator", { languages: ["de-AT"], language: "de-AT" });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test("a refusal of the server is told by its code, and when to try again", async () => {
  const { messageOf, ParleyError } = await newPage();
  expect(messageOf(new ParleyError("forbidden", "You may not."))).toBe("Dazu hast du keine Berechtigung.");
  expect(messageOf(new ParleyError("rate_limited", "Too much.", 1_000))).toBe(
    "Das war zu viel in kurzer Zeit. Versuche es in 1 Sekunde erneut.",
  );
  expect(messageOf(new ParleyError("rate_limited", "Too much.", 240_000))).toMatch(/in 4 Minuten erneut\.$/);
});

test("what the page itself says stays as it is", async () => {
  const { messageOf, OwnProblem } = await newPage();
  expect(messageOf(new OwnProblem("unavailable", "Keine Verbindung."))).toBe("Keine Verbindung.");
  expect(messageOf(new Error("x is undefined"))).toMatch(/schiefgegangen/);
});

test("a code without words is not shown in English", async () => {
  const { problemText } = await newPage();
  const refusal = { code: "NEVER_HEARD_OF", message: "Something English." };
  expect(problemText(refusal, "Das hat nicht geklappt.")).toBe("Das hat nicht geklappt.");
  expect(problemText({ code: "toString", message: "" }, "Nichts.")).toBe("Nichts.");
});

test("days and numbers are German, as in the region", async () => {
  const { formatDay, formatNumber } = await newPage();
  const noon = new Date(2026, 10, 21, 12).getTime();
  expect(formatDay(noon, noon)).toBe("Heute");
  expect(formatNumber(12_345)).toMatch(/^12.345$/u);
});

test("an English page shows what the server writes", async () => {
  vi.stubGlobal("navigator", { languages: ["en-US"], language: "en-US" });
  const { messageOf, ParleyError } = await newPage();
  expect(messageOf(new ParleyError("forbidden", "You may not."))).toBe("You may not.");
});
