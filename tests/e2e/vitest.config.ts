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
    // Each file has a browser and a server of its own, and waits for half of its time: two at a time keep two cores busy.
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
