import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const pages = [
  "docs/protocol.md",
  "docs/markup.md",
  ...readdirSync(join(root, "docs/protocol")).map((name) => `docs/protocol/${name}`),
];

/** `- **SEND-1** …` is where a rule is made. */
const made = pages.flatMap((page) =>
  [...readFileSync(join(root, page), "utf8").matchAll(/^- \*\*([A-Z]+-\d+)\*\*/gm)].map(
    (match) => match[1] ?? "",
  ),
);

const cited = new Set(
  readdirSync(join(root, "tests"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".test.ts") && !path.includes("node_modules"))
    .flatMap(
      (path) => readFileSync(join(root, "tests", path), "utf8").match(/\b[A-Z]+-\d+\b(?=[^`]*)/g) ?? [],
    ),
);

test("every rule is cited by a test", () => {
  expect(made.filter((rule) => !cited.has(rule))).toEqual([]);
});

test("every rule has an id of its own", () => {
  expect(made.length).toBeGreaterThan(60);
  expect(new Set(made).size).toBe(made.length);
});
