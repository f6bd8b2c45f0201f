import type { Json } from "../../../shared/protocol/json.ts";

/** Every text in a value: of a schema its descriptions, titles, choices, and the names of fields. */
export function textsIn(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Array.isArray(value)
    ? value.flatMap(textsIn)
    : Object.entries(value).flatMap(([key, each]) => [key, ...textsIn(each)]);
}
