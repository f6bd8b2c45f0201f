import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";

/** For each file (path from the root) the files that it imports: values and types, static and dynamic. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** Reads the imports of every source file below `folders`. Paths are relative to `root`, with `/`. */
export function readImports(root: string, folders: readonly string[]): ImportGraph {
  const files = folders.flatMap((folder) => sourceFiles(root, folder));
  const known = new Set(files);
  return new Map(files.map((file) => [file, importsOf(root, file).filter((path) => known.has(path))]));
}

function sourceFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes("node_modules"))
    .map((path) => join(folder, path).replaceAll("\\", "/"));
}

function importsOf(root: string, file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), "utf8"), true, true);
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith("."))
    .map(({ fileName }) => relative(root, join(root, dirname(file), fileName)).replaceAll("\\", "/"));
}

/** Groups of files that import each other, directly or through others (Tarjan's strongly connected components). */
export function findCircles(graph: ImportGraph): string[][] {
  const circles: string[][] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];

  const visit = (file: string): void => {
    const order = index.size;
    index.set(file, order);
    low.set(file, order);
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!index.has(next)) {
        visit(next);
        low.set(file, Math.min(low.get(file) ?? order, low.get(next) ?? order));
      } else if (stack.includes(next)) {
        low.set(file, Math.min(low.get(file) ?? order, index.get(next) ?? order));
      }
    }
    if (low.get(file) !== order) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1 || (graph.get(file) ?? []).includes(file)) circles.push(circle.sort());
  };

  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return circles;
}
