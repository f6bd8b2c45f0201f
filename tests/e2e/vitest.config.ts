import { defineConfig } from "vitest/config";

/** Tests the built client in a real browser against the real server. Run with `npx vitest run --config tests/e2e/vitest.config.ts`. */
export default defineConfig({
  cacheDir: "../../node_modules/.vite-e2e",
  test: {
    name: "e2e",
    root: import.meta.dirname,
    environment: "node",
    include: ["**/*.test.ts"],
    globalSetup: ["support/build.ts"],
    // One file at a time, with one browser and one server. On a small machine two of each would only slow each other down.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
