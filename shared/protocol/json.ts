/** A value that JSON can say. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

/** Whether it is a JSON object that nests at most `depth` levels. `value` must come from JSON. */
export function isJsonObject(value: unknown, depth: number): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && isWithin(value, depth);
}

function isWithin(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return depth > 0 && Object.values(value).every((each) => isWithin(each, depth - 1));
}
