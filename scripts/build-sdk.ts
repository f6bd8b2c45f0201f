/**
 * `npm run build:sdk`: builds `dist/sdk`, the package that other projects install. It imports its dependencies and nothing outside of itself.
 * Prints its size.
 */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { root, tool } from "./root.ts";
import { run } from "./run.ts";

export const sdkFolder = join(root, "dist/sdk");
const source = join(root, "client/sdk");

/** Name of each entry point, and its file. */
const entries: Record<string, string> = {
  index: "index.ts",
  api: "api/index.ts",
  composer: "composer/index.ts",
  drafts: "drafts/index.ts",
  "indexed-db": "storage/indexed-db.ts",
  search: "search/index.ts",
  threads: "thread.ts",
  uploads: "uploads/index.ts",
};

interface Manifest {
  dependencies: Record<string, string>;
}

/** Returns the compressed size of what the entry `index` loads from the package, bytes. */
export async function buildSdk(): Promise<number> {
  rmSync(sdkFolder, { recursive: true, force: true });
  const manifest: Manifest = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const dependencies = Object.keys(manifest.dependencies);
  const isDependency = (id: string) => dependencies.some((name) => id === name || id.startsWith(`${name}/`));
  // Loaded here only: nearly a second.
  const { build } = await import("vite");
  await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    root: source,
    build: {
      outDir: sdkFolder,
      emptyOutDir: false,
      target: "es2022",
      minify: false,
      lib: {
        entry: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(source, file)])),
        formats: ["es"],
      },
      rollupOptions: { external: isDependency },
    },
  });
  await run(tool("typescript/bin/tsc"), ["-p", join(source, "tsconfig.package.json")]);
  nameFilesOfTypes(join(sdkFolder, "types"));
  cpSync(join(source, "package.json"), join(sdkFolder, "package.json"));
  cpSync(join(root, "LICENSE"), join(sdkFolder, "LICENSE"));
  cpSync(join(root, "docs/sdk.md"), join(sdkFolder, "README.md"));
  return sizeOf("index.js");
}

/** Declarations name `.ts` files; other projects find the declarations behind `.js`. */
function nameFilesOfTypes(folder: string): void {
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!path.endsWith(".d.ts")) continue;
    const file = join(folder, path);
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(/(["'])(\.{1,2}\/[^"']+)\.ts\1/g, "$1$2.js$1"));
  }
}

/** The file and all files of the package that it imports. */
function sizeOf(name: string, counted = new Set<string>()): number {
  if (counted.has(name)) return 0;
  counted.add(name);
  const text = readFileSync(join(sdkFolder, name), "utf8");
  const imported = [...text.matchAll(/from ["']\.\/([^"']+)["']/g)].map(([, file = ""]) => file);
  return imported.reduce((sum, file) => sum + sizeOf(file, counted), gzipSync(text).length);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bytes = await buildSdk();
  console.log(`dist/sdk: ${(bytes / 1000).toFixed(1)} kB (gzip) without its dependencies`);
}
