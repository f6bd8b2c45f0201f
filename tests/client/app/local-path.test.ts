import { expect, test } from "vitest";
import { localPath } from "../../../client/parts/lib/local-path.ts";

const home = "https://parley.example";

test.each([
  ["/org_1/room_2#m7", "/org_1/room_2#m7"],
  ["/org_1/search?q=a%20b", "/org_1/search?q=a%20b"],
  ["/", "/"],
])("CLIENT-36: a path of this site is where one goes after signing in: %s", (next, path) => {
  expect(localPath(next, home)).toBe(path);
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/x/..//evil.example",
  "/%2e//evil.example",
  "https://evil.example",
  "https:evil.example",
  "javascript:alert(1)",
  "evil.example",
  "",
  undefined,
  ["/a", "/b"],
  "/sign-in?next=/sign-in",
  "/sign-up",
])("CLIENT-36: anything else leads to the front page: %j", (next) => {
  expect(localPath(next, home)).toBe("/");
});
