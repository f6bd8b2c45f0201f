import { expect, test } from "vitest";
import { greetingAt } from "../../../client/widget/panel/greeting.ts";

const replaces =
  (...keys: string[]) =>
  (key: string) =>
    keys.includes(key);
const hours = Array.from({ length: 24 }, (_, hour) => hour);

test("PANEL-10: our own greeting follows the time of day", () => {
  expect(hours.map((hour) => greetingAt(hour, replaces()))).toEqual([
    ...Array<string>(5).fill("greeting"),
    ...Array<string>(6).fill("goodMorning"),
    ...Array<string>(7).fill("greeting"),
    ...Array<string>(6).fill("goodEvening"),
  ]);
});

test("PANEL-10: a company's greeting is shown at every hour", () => {
  expect(new Set(hours.map((hour) => greetingAt(hour, replaces("greeting"))))).toEqual(new Set(["greeting"]));
});

test("PANEL-10: a company that replaces the morning's greeting too has it in the morning", () => {
  const greeting = (hour: number) => greetingAt(hour, replaces("greeting", "goodMorning"));
  expect([greeting(6), greeting(12), greeting(20)]).toEqual(["goodMorning", "greeting", "greeting"]);
});
