/** The arguments of a call as fields of a form: one for each, and JSON for what is nested. */
import type { Json, JsonObject } from "../../../../shared/protocol/json.ts";
import { isJsonObject } from "../../../../shared/protocol/json.ts";
import { MAX_PROGRAM_DEPTH } from "../../../../shared/limits.ts";

export interface ArgField {
  name: string;
  kind: "text" | "number" | "choice" | "json";
  text: string;
}

export type ReadArgs = { args: JsonObject } | { wrong: string };

export function fieldsOf(args: JsonObject): ArgField[] {
  return Object.entries(args).map(([name, value]) => ({ name, ...fieldOf(value) }));
}

function fieldOf(value: Json): Omit<ArgField, "name"> {
  switch (typeof value) {
    case "string":
      return { kind: "text", text: value };
    case "number":
      return { kind: "number", text: String(value) };
    case "boolean":
      return { kind: "choice", text: String(value) };
    default:
      return { kind: "json", text: JSON.stringify(value, null, 2) };
  }
}

/** `wrong`: the name of the first field whose text is no value. */
export function argsOf(fields: readonly ArgField[]): ReadArgs {
  const args: [string, Json][] = [];
  for (const field of fields) {
    const value = valueOf(field);
    if (value === undefined) return { wrong: field.name };
    args.push([field.name, value]);
  }
  return { args: Object.fromEntries(args) };
}

function valueOf({ kind, text }: ArgField): Json | undefined {
  switch (kind) {
    case "text":
      return text;
    case "number": {
      const number = Number(text.trim().replace(",", "."));
      return text.trim() === "" || !Number.isFinite(number) ? undefined : number;
    }
    case "choice":
      return text === "true";
    case "json":
      return parsed(text);
  }
}

/** All arguments as one text. */
export function argsIn(text: string): JsonObject | null {
  const value = parsed(text);
  return isJsonObject(value, MAX_PROGRAM_DEPTH) ? value : null;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
