import { expect, test } from "vitest";
import { rank } from "../../../client/app/switcher/rank.ts";

const names = (query: string, ...all: string[]) =>
  rank(
    all.map((name) => ({ name })),
    query,
  ).map(({ name }) => name);

test("a name that begins so comes before a word of it, that before its middle, and letters in order last", () => {
  expect(names("gar", "Ongarde", "The garden", "Garage", "Great archive", "Lunch")).toEqual([
    "Garage",
    "The garden",
    "Ongarde",
    "Great archive",
  ]);
});

test("every word must fit, in any order, without case and accents", () => {
  expect(names("noël plan", "Planning Noel", "Noel", "Plan")).toEqual(["Planning Noel"]);
  expect(names("NOEL", "Noël")).toEqual(["Noël"]);
});

test("of equals the order stays, and without a query everything does", () => {
  expect(names("re", "Release 2", "Release 1")).toEqual(["Release 2", "Release 1"]);
  expect(names("  ", "b", "a")).toEqual(["b", "a"]);
});

test("letters in order begin with a word", () => {
  expect(names("kit", "Mark this as unread", "Keep it")).toEqual(["Keep it"]);
});

test("one letter is not looked for in scattered places, and other words count less than a name", () => {
  expect(names("z", "Amazing", "Budget")).toEqual(["Amazing"]);
  const items = [{ name: "Dark", words: "theme appearance" }, { name: "Theme park" }];
  expect(rank(items, "theme").map(({ name }) => name)).toEqual(["Theme park", "Dark"]);
});
