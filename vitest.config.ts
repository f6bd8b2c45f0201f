import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { makeVapidKeys } from "./scripts/vapid.ts";
import { startReceiver } from "./tests/support/receiver.ts";

process.env["WRANGLER_SEND_METRICS"] = "false";
process.env["CLOUDFLARE_CF_FETCH_ENABLED"] = "false";

/** Where tests let webhooks be sent to. It has no state that two tests share. */
const receiver = await startReceiver();

/** Small enough to be reached in a test, large enough to be in nobody's way. */
const ratelimits = {
  CONNECTS: { namespace_id: "1001", simple: { limit: 30, period: 60 as const } },
  REQUESTS: { namespace_id: "1002", simple: { limit: 2_000, period: 60 as const } },
};

/** No test is about how soon something is so: these end what hangs, on the noisiest machine. Milliseconds. */
const timeouts = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } };

/** A process loads each module once for all of its files, which is half of the time. A test puts back what it changes in a module. */
const shared = { isolate: false };

/**
 * Vitest sends a new Worker all modules that it knows in one message, with their source maps. workerd refuses a message of more than
 * 32 MiB, and the maps of packages are most of it.
 */
const withoutMapsOfPackages: Plugin = {
  name: "without-maps-of-packages",
  enforce: "post",
  transform: (code, id) => (id.includes("/node_modules/") ? { code, map: { mappings: "" } } : null),
};

/** Hashes of passwords that cost a fiftieth: thousands of accounts are made, and the cost is no part of any test. A hash says its own cost. */
const cheapPasswords: Plugin = {
  name: "cheap-passwords",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("/server/principals/accounts/passwords.ts")) return null;
    const cheap = code.replace("N: 16_384, r: 16", "N: 1_024, r: 4");
    if (cheap === code) throw new Error("the cost of passwords is written in another way");
    return cheap;
  },
};

const WORKERD = ["tests/workers/**/*.test.ts", "tests/attacks/workers/**/*.test.ts"];
/** They watch clocks, timers and objects of the whole process, so they have one for themselves. */
const WATCHING = ["api-room-events", "keys", "service-accounts", "webhook-rooms", "widget-idle"].map(
  (name) => `tests/workers/${name}.test.ts`,
);

const migrations = await readD1Migrations("server/directory/migrations");

/** Tests that run inside of workerd, with the bindings of one machine. */
const inWorkerd = (name: string, files: { include: string[]; exclude?: string[]; isolate?: boolean }) => ({
  plugins: [
    withoutMapsOfPackages,
    cheapPasswords,
    cloudflareTest({
      wrangler: { configPath: "./wrangler.jsonc", environment: "local" },
      miniflare: {
        ratelimits,
        bindings: {
          BETTER_AUTH_SECRET: "only-in-tests-0123456789abcdefghijklmnop",
          ALLOWED_ORIGINS: "https://parley.example",
          LOCAL_AI: "scripted",
          OUTSIDE_ALLOW: receiver.origin,
          ...makeVapidKeys(),
          LOCAL_VECTORIZE_DELAY: "50",
          LIMITS: {
            signInsPerPair: 5,
            signInsPerAccount: 8,
            signInsPerAddress: 12,
            signUpsPerAddress: 30,
          },
          MIGRATIONS: migrations,
        },
      },
    }),
  ],
  test: {
    ...timeouts,
    ...files,
    name,
    setupFiles: ["tests/workers/support/migrate.ts", "tests/workers/support/check-answers.ts"],
  },
});

export default defineConfig({
  test: {
    // One for each core of the smallest machine: what a file waits for leaves room for another.
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...timeouts,
          ...shared,
          name: "unit",
          environment: "node",
          include: [
            "tests/{ai,knowledge,room,desk,meter,storage,shared,client,chaos,fuzz,contracts,attacks,docs,scripts,notify,principals,webhooks}/**/*.test.ts",
          ],
          exclude: ["tests/attacks/workers/**"],
        },
      },
      inWorkerd("workers", { include: WORKERD, exclude: WATCHING, ...shared }),
      inWorkerd("watching", { include: WATCHING }),
    ],
  },
});
