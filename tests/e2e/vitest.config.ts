import { defineConfig } from "vitest/config";

/** Tests the built client in a real browser against the real server. Run with `npx vitest run --config tests/e2e/vitest.config.ts`. */
export default defineConfig({
  cacheDir: "../../node_modules/.vite-e2e",
  test: {
    name: "e2e",
    root: import.meta.dirname,
    environment: "node",
    include: ["**/*.test.ts"],
    globalSetup: ["support/build.ts", "support/servers.ts"],
    // Each process has a server and a browser, for one file after the other. Two of them keep two cores busy.
    maxWorkers: 2,
    // What a process has loaded and started is there for its next file.
    isolate: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
