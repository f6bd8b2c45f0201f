import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { onlyWoff2 } from "./only-woff2.ts";
import { root } from "./root.ts";

const PANEL = join(root, "dist/client/widget");
const LOADER = join(root, "dist/client/widget.js");

/** Compressed bytes of the script that a company's page loads. */
export const MAX_LOADER_BYTES = 3_000;
/** Compressed bytes of the panel before the first message can be sent: its page, its script, what that imports, its styles. */
export const MAX_PANEL_BYTES = 45_000;

/** Builds the widget's loader and its panel beside the app. A build that is larger than its budget fails. */
export async function buildWidget(): Promise<void> {
  const environment = process.env["NODE_ENV"];
  // A test runner sets another one: then the panel would hold Solid's build for developers, which is larger and is served to nobody.
  process.env["NODE_ENV"] = "production";
  try {
    await build();
  } finally {
    if (environment === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = environment;
  }
}

async function build(): Promise<void> {
  // Loaded here only: nearly a second.
  const vite = await import("vite");
  const { default: solid } = await import("vite-plugin-solid");
  const common = { configFile: false, logLevel: "warn", publicDir: false } as const;
  await vite.build({
    ...common,
    root: join(root, "client/widget/panel"),
    base: "/widget/",
    plugins: [solid(), noQuotes(), leaveOut(), onlyWoff2()],
    resolve: { dedupe: ["solid-js"] },
    build: {
      outDir: PANEL,
      emptyOutDir: true,
      target: "es2022",
      manifest: "manifest.json",
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rollupOptions: {
        // In one file, which compresses better than the ten that follow from who imports what.
        output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } },
      },
    },
  });
  const script = (file: string, format: "iife" | "es", outDir: string, name: string) =>
    vite.build({
      ...common,
      root: join(root, "client/widget/loader"),
      build: {
        outDir,
        emptyOutDir: false,
        target: "es2022",
        // A library: otherwise each `import()` is wrapped in a helper that is larger than the rest.
        lib: {
          entry: join(root, "client/widget/loader", file),
          formats: [format],
          name: "widget",
          fileName: () => name,
        },
        rollupOptions: { output: { minify: true } },
      },
    });
  await script("entry.ts", "iife", join(root, "dist/client"), "widget.js");
  await script("frame.ts", "es", PANEL, "frame.js");
  checkSize("The loader", loaderBytes(), MAX_LOADER_BYTES);
  checkSize("The panel", panelBytes(), MAX_PANEL_BYTES);
}

/**
 * The reducer of rooms makes the excerpts of quotes, and reads what people write for them. The panel shows no quotes, so the reader is left
 * out: a seventh of the budget.
 */
function noQuotes(): Plugin {
  return {
    name: "no-quotes",
    enforce: "pre",
    load: (id) =>
      id.endsWith("/shared/markup/chat/read-chat.ts")
        ? 'export const readChat = (text) => [{ type: "paragraph", children: [{ type: "text", text }] }];'
        : null,
  };
}

/**
 * Conversations with visitors have no forks (FORK-2), no threads (THREAD-15), no pins (PIN-4) and nothing else that only concerns a team, so what
 * shows these is left out. The prompts that wait for the AI are not shown there either.
 */
function leaveOut(): Plugin {
  const parts: readonly [string, string][] = [
    [
      "/shared/room-view/branches.ts",
      `import { withSent } from "./messages.ts";
       export const needsUnloaded = () => false;
       export const withSentHere = ({ messages }, event) => ({ messages: withSent(messages, event) });`,
    ],
    [
      "/shared/room-view/queue.ts",
      `export const withoutTurn = (queue) => queue;
       export const withQueued = withoutTurn, withMoved = withoutTurn, withMerged = withoutTurn;`,
    ],
    ["/shared/room-view/team-events.ts", "export const changedByTeam = (view) => view;"],
    [
      "/shared/room-view/pins.ts",
      "export const pinsBut = () => []; export const withPins = (view) => view; export const movedPins = pinsBut;",
    ],
    [
      "/shared/room-view/threads.ts",
      `export const withReplies = (messages) => messages;
       export const withUnread = () => ({});
       export const applyThreads = (view) => view;`,
    ],
    [
      "/client/sdk/peek.ts",
      "export class Peek { view = null; took() {} part() {} update() {} renew() {} close() {} }",
    ],
  ];
  return {
    name: "leave-out",
    enforce: "pre",
    load: (id) => parts.find(([path]) => id.endsWith(path))?.[1] ?? null,
  };
}

export function loaderBytes(): number {
  return compressed(LOADER);
}

/** The files that a visitor's browser has before the first message can be sent. */
export function panelFiles(): string[] {
  const page = readFileSync(join(PANEL, "index.html"), "utf8");
  const named = [...page.matchAll(/(?:src|href)="\/widget\/([^"]+)"/g)].map(([, path = ""]) => path);
  return ["index.html", ...new Set(named)];
}

export function panelBytes(): number {
  return panelFiles().reduce((sum, path) => sum + compressed(join(PANEL, path)), 0);
}

const compressed = (path: string): number => gzipSync(readFileSync(path), { level: 9 }).length;

function checkSize(what: string, bytes: number, most: number): void {
  if (bytes > most)
    throw new Error(`${what} has ${bytes} bytes compressed. It may have ${most} (scripts/build-widget.ts).`);
}
