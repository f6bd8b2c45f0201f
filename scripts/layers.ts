/**
 * Import rules between folders. A folder may import its own files and those of folders before it in its list, never those after
 * it. `eslint.config.js` creates its import rules from this table, and `tests/docs/layers.test.ts` checks the resolved paths.
 */

/** The server, lowest layer first. `shared` is below all of them. A name that ends in `.ts` is a file next to the folders. */
export const serverLayers: readonly string[] = [
  "storage",
  "problems",
  "rules",
  "bindings",
  "outside",
  "notify",
  "attachments",
  "directory",
  "principals",
  "sockets",
  "knowledge",
  "notes",
  "search",
  "memory",
  "notices",
  "ai",
  "objects",
  "http",
  "mail",
  "sweep.ts",
  "app.ts",
  "index.ts",
  "local",
  "local.ts",
];

/** Pairs of folders on the same level: neither imports the other. */
export const serverEquals: readonly (readonly [string, string])[] = [["objects", "http"]];

/**
 * The client, lowest layer first. `shared` is below all of them. A room imports no other page, because it must work alone, as
 * in a widget. Content from a page is passed as properties.
 */
export const clientLayers: readonly string[] = [
  "sdk",
  "words",
  "ui",
  "parts",
  "widget",
  "app/room",
  "app/auth",
  "app/people",
  "app/notifications",
  "app/switcher",
  "app/shortcuts",
  "app/knowledge",
  "app/notes",
  "app/search",
  "app/public-rooms",
  "app/reminders",
  "app/saved",
  "app/tasks",
  "app/threads",
  "app/desk",
  "app/workspace",
  "app/settings",
  "app/pages",
  "app/entry",
  "gallery",
];

/** Subfolders with their own order. A folder may occur in two orders. */
export const innerLayers: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "server/ai": [["contract", "model", "prompt", "tools", "mcp", "attempt", "standalone"]],
  "server/knowledge": [
    ["words", "search-index", "retrieve"],
    ["libraries", "records", "documents", "samples", "ingest"],
    ["libraries", "records", "search"],
    ["search-index", "retrieve", "search"],
  ],
  "client/parts": [
    [
      "lib",
      "form",
      "storage",
      "contexts",
      "page",
      "people",
      "files",
      "uploads",
      "citations",
      "search",
      "memory",
    ],
  ],
};

/** The folders that a file of `layer` must not import: those above it in `layers`, and those on the same level. */
export function forbiddenFor(
  layer: string,
  layers: readonly string[],
  equals: readonly (readonly [string, string])[] = [],
): string[] {
  const above = layers.slice(layers.indexOf(layer) + 1);
  const beside = equals.flatMap(([a, b]) => (a === layer ? [b] : b === layer ? [a] : []));
  return [...new Set([...above, ...beside])];
}
