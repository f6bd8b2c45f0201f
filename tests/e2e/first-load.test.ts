import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import {
  loaderBytes,
  MAX_LOADER_BYTES,
  MAX_PANEL_BYTES,
  panelBytes,
  panelFiles,
} from "../../scripts/build-widget.ts";
import { root } from "../../scripts/root.ts";

/** Maximum compressed size of the scripts and styles that `index.html` names, bytes. */
const MOST = 120_000;

test("the first load of the app stays small", () => {
  const built = join(root, "dist/client");
  const page = readFileSync(join(built, "index.html"), "utf8");
  const files = new Set(
    [...page.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, path = ""]) => path),
  );
  expect(files.size).toBeGreaterThan(2);
  const sizes = [...files].map((path) => gzipSync(readFileSync(join(built, path)), { level: 9 }).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST);
});

test("PANEL-11: the widget's script and its panel stay small", () => {
  expect(loaderBytes()).toBeLessThanOrEqual(MAX_LOADER_BYTES);
  expect(panelBytes()).toBeLessThanOrEqual(MAX_PANEL_BYTES);
  expect(panelFiles().length).toBeGreaterThan(2);
});
