import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildSdk, sdkFolder } from "../../../scripts/build-sdk.ts";
import { root } from "../../../scripts/root.ts";

const execute = promisify(execFile);

/** A project that has installed the package: the example of an own widget, as TypeScript and as JavaScript. */
export interface PackedSdk {
  folder: string;
  /** Compressed bytes of the entry `index`. */
  size: number;
}

/** Packs the SDK and unpacks it beside links to the dependencies that the repository has. Nothing is downloaded. */
export async function packSdk(): Promise<PackedSdk> {
  const size = await buildSdk();
  const folder = mkdtempSync(join(tmpdir(), "parley-sdk-"));
  const modules = join(folder, "node_modules");
  const packed = join(modules, "parley-sdk");
  mkdirSync(packed, { recursive: true });
  const { stdout } = await execute("npm", [
    "pack",
    "--json",
    "--offline",
    "--pack-destination",
    folder,
    sdkFolder,
  ]);
  const [archive]: { filename: string }[] = Object.values(JSON.parse(stdout));
  if (archive === undefined) throw new Error("npm has packed nothing");
  await execute("tar", ["-xzf", join(folder, archive.filename), "-C", packed, "--strip-components=1"]);
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
    readFileSync(join(packed, "package.json"), "utf8"),
  );
  for (const name of Object.keys(dependencies))
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  const example = readFileSync(join(root, "docs/examples/own-widget.ts"), "utf8").replaceAll(
    /"(?:\.\.\/)+(?:client\/sdk|shared)\/[^"]+"/g,
    '"parley-sdk"',
  );
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "own-widget.ts"), example);
  writeFileSync(join(folder, "own-widget.js"), stripTypeScriptTypes(example));
  return { folder, size };
}
