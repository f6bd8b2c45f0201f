import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.ts";

/** Whether `output` is newer than every file under `inputs` (paths in the repository). */
export function isUpToDate(output: string, inputs: string[]): boolean {
  const built = join(root, output);
  return (
    existsSync(built) &&
    statSync(built).mtimeMs > Math.max(...inputs.map((input) => newest(join(root, input))))
  );
}

function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  // The folder's own modification time reveals deleted files.
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
