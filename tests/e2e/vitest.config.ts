import { defineConfig } from "vitest/config";

/** The built client in a real browser against the real server. `npx vitest run --config tests/e2e/vitest.config.ts` */
export default defineConfig({
  cacheDir: "../../node_modules/.vite-e2e",
  test: {
    name: "e2e",
    root: import.meta.dirname,
    environment: "node",
    include: ["**/*.test.ts"],
    globalSetup: ["support/build.ts"],
    // One browser and one server at a time: two of each would only wait for each other on a small machine.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
