/** The import graph of the repository: no circles, and no import against the order of `scripts/layers.ts`. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { clientLayers, forbiddenFor, innerLayers, serverEquals, serverLayers } from "../../scripts/layers.ts";
import { findCircles, readImports } from "./import-graph.ts";

const root = join(import.meta.dirname, "../..");
const imports = readImports(root, ["server", "client", "shared", "scripts"]);

/** Imports of files below `folder` from one layer into one that it must not import. */
function wrongImports(
  folder: string,
  layers: readonly string[],
  equals: readonly (readonly [string, string])[] = [],
): string[] {
  const layerOf = (file: string): string | undefined =>
    layers.find((layer) => file === `${folder}/${layer}` || file.startsWith(`${folder}/${layer}/`));
  return [...imports].flatMap(([file, imported]) => {
    const layer = layerOf(file);
    if (layer === undefined) return [];
    const forbidden = forbiddenFor(layer, layers, equals);
    return imported
      .filter((path) => forbidden.includes(layerOf(path) ?? ""))
      .map((path) => `${file} -> ${path}`);
  });
}

test("no files import each other in a circle, type imports and dynamic imports counted", () => {
  expect(findCircles(imports).map((circle) => circle.join(" <-> "))).toEqual([]);
});

test("a circle is found when there is one", () => {
  const graph = new Map([
    ["a.ts", ["b.ts"]],
    ["b.ts", ["c.ts"]],
    ["c.ts", ["a.ts"]],
    ["d.ts", ["a.ts"]],
  ]);
  expect(findCircles(graph)).toEqual([["a.ts", "b.ts", "c.ts"]]);
});

test("every file of the server has a layer, and imports only its own layer and lower ones", () => {
  const known = (file: string) =>
    serverLayers.some((layer) => file === `server/${layer}` || file.startsWith(`server/${layer}/`));
  const files = [...imports.keys()].filter((file) => file.startsWith("server/"));
  expect(files.filter((file) => !known(file))).toEqual([]);
  expect(wrongImports("server", serverLayers, serverEquals)).toEqual([]);
});

test("every file of the client has a layer, and imports only its own layer and lower ones", () => {
  const layers = clientLayers.map((layer) => `client/${layer}/`);
  const files = [...imports.keys()].filter((file) => file.startsWith("client/"));
  // Built on its own, and imports types alone.
  const others = files.filter((file) => !file.startsWith("client/service-worker"));
  expect(others.filter((file) => !layers.some((layer) => file.startsWith(layer)))).toEqual([]);
  expect(wrongImports("client", clientLayers)).toEqual([]);
});

test("the client imports nothing but itself and shared", () => {
  const outward = [...imports].flatMap(([file, imported]) =>
    file.startsWith("client/") ? imported.filter((path) => !/^(client|shared)\//.test(path)) : [],
  );
  expect(outward).toEqual([]);
});

test.each(Object.entries(innerLayers).flatMap(([folder, orders]) => orders.map((order) => [folder, order])))(
  "%s: sub-folders import in the order %s",
  (folder, order) => expect(wrongImports(String(folder), [order].flat())).toEqual([]),
);

test("shared imports nothing but shared", () => {
  const outward = [...imports].flatMap(([file, imported]) =>
    file.startsWith("shared/") ? imported.filter((path) => !path.startsWith("shared/")) : [],
  );
  expect(outward).toEqual([]);
});
