import { expect, test } from "vitest";
import { fromPanel, MARK, toPanel } from "../../../client/widget/messages.ts";

const page = { url: "https://shop.example/", title: "Shop", referrer: "" };
const mark = MARK;

test.each([
  null,
  undefined,
  "parley.1",
  42,
  [],
  {},
  { type: "open", by: "hand", text: "" },
  { mark, type: "open", by: "nobody", text: "" },
  { mark, type: "open", by: "hand", text: ["x"] },
  { mark, type: "start", page, identity: 7, isOpen: true },
  { mark, type: "start", page: { ...page, url: 1 }, identity: null, isOpen: true },
  { mark, type: "start", page, identity: null, isOpen: "yes" },
  { mark, type: "identity", token: {} },
  { mark, type: "page", page: null },
  { mark, type: "__proto__" },
  { mark: "parley.2", type: "close" },
])("PANEL-3: the panel takes nothing from a message of another shape (%j)", (data) => {
  expect(toPanel(data)).toBeNull();
});

test.each([
  { mark, type: "start", page, identity: null, isOpen: false },
  { mark, type: "open", by: "script", text: "Hello" },
  { mark, type: "identity", token: "ey" },
  { mark, type: "close" },
  { mark, type: "forget" },
])("the panel takes %j", (data) => {
  expect(toPanel(data)).toEqual(data);
});

test("PANEL-3: the loader takes marked messages only", () => {
  expect(fromPanel({ type: "close" })).toBeNull();
  expect(fromPanel(null)).toBeNull();
  expect(fromPanel("close")).toBeNull();
  expect(fromPanel({ mark, type: "close" })).toEqual({ mark, type: "close" });
});
