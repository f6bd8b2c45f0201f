import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Frame, Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The serious and critical problems that axe finds, as `rule: element`. */
export async function seriousProblems(page: Page): Promise<string[]> {
  return problems(page, ({ impact }) => impact === "serious" || impact === "critical");
}

/** Everything that axe finds, its best practices of landmarks and headings as well. */
export async function allProblems(page: Page): Promise<string[]> {
  return problems(page, () => true);
}

/** The serious and critical problems of what a frame shows. */
export async function problemsIn(frame: Frame): Promise<string[]> {
  return problems(frame, ({ impact }) => impact === "serious" || impact === "critical");
}

async function problems(
  page: Page | Frame,
  counts: (found: AxeResults["violations"][number]) => boolean,
): Promise<string[]> {
  // Injected through the debugger, to which the content security policy does not apply. Once for each document: it is half a megabyte.
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(source);
  const results: AxeResults = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
  return results.violations
    .filter(counts)
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`),
    );
}
