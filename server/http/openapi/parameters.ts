/** The parameters of an operation: those of its path, of its query, and headers. */
import * as z from "zod";
import { idPattern, type IdKind } from "../../../shared/ids.ts";
import type { AnyRoute } from "../route.ts";
import { isTagged } from "./answers.ts";
import type { JsonSchema, Parameter, Reference } from "./open-api.ts";
import type { SchemaBook } from "./schema-book.ts";

/** The kind of id that a parameter of a path has. A parameter that is not here is any text. */
const IDS: Record<string, readonly IdKind[]> = {
  agent: ["agent"],
  attachment: ["att"],
  document: ["doc"],
  invitation: ["inv"],
  key: ["key"],
  library: ["lib"],
  member: ["user", "agent", "visitor"],
  organization: ["org"],
  person: ["user"],
  room: ["room"],
  share: ["share"],
  turn: ["turn"],
  webhook: ["hook"],
  widget: ["wid"],
};

/** Parameters of a path that are numbers. */
const NUMBERS = ["seq", "message", "delivery"];

export const sharedParameters: Record<string, Parameter> = {
  Organization: {
    name: "organization",
    in: "query",
    required: false,
    description:
      "The organization. It can be left out if the caller is in one organization only. An API key is always for one.",
    schema: { type: "string", pattern: idPattern("org") },
  },
  IdempotencyKey: {
    name: "idempotency-key",
    in: "header",
    required: false,
    description:
      "A value that you choose, for example a UUID. The same request with the same key is done once, however often it is sent. The same key with another request is a `conflict`. Keys are remembered for 30 days.",
    schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,100}$" },
  },
  FileName: {
    name: "x-file-name",
    in: "header",
    required: true,
    description: "The name of the file, percent-encoded (`encodeURIComponent`).",
    schema: { type: "string", minLength: 1 },
  },
  KnownTag: {
    name: "if-none-match",
    in: "header",
    required: false,
    description: "The `etag` of an earlier answer. If it still holds, the answer is 304 without a body.",
    schema: { type: "string" },
  },
  Range: {
    name: "range",
    in: "header",
    required: false,
    description: "A part of the file, such as `bytes=0-1023`. The answer is 206 then.",
    schema: { type: "string" },
  },
};

const parameterReference = (name: string): Reference => ({ $ref: `#/components/parameters/${name}` });

export function parametersOf(route: AnyRoute, book: SchemaBook): (Parameter | Reference)[] {
  const { answer } = route;
  const isInOrganization = route.in === "organization" || route.in === "room";
  const hasCaller = route.in !== "nobody" && route.in !== "widget";
  const shared = {
    Organization: isInOrganization,
    IdempotencyKey: hasCaller && route.method !== "GET",
    FileName: route.body.kind === "file",
    KnownTag: isTagged(route),
    Range: answer.also.includes(206),
  };
  return [
    ...pathParameters(route.path),
    ...queryParameters(route, book),
    ...Object.entries(shared).flatMap(([name, isThere]) => (isThere ? [parameterReference(name)] : [])),
  ];
}

function pathParameters(path: string): Parameter[] {
  return Array.from(path.matchAll(/:(\w+)/g), ([, name = ""]) => ({
    name,
    in: "path" as const,
    required: true,
    schema: schemaOfPart(name),
  }));
}

function schemaOfPart(name: string): JsonSchema {
  if (NUMBERS.includes(name)) return { type: "integer", minimum: 1 };
  const kinds = IDS[name];
  return kinds === undefined ? { type: "string" } : { type: "string", pattern: idPattern(...kinds) };
}

function queryParameters({ query, method, path }: AnyRoute, book: SchemaBook): Parameter[] {
  if (query === null) return [];
  const { schema } = query;
  const where = `The query of ${method} ${path}`;
  if (!(schema instanceof z.ZodObject)) throw new Error(`${where} cannot be described: it is no object`);
  const { required = [] } = book.write(schema, "input", where);
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: "query" as const,
    required: required.includes(name),
    ...queryParameter(field as z.ZodType, book, `${name} in ${where.toLowerCase()}`),
  }));
}

/**
 * Text in an address that is read as a number or as a list is described as that. OpenAPI has a form for both: a number in digits, and a
 * list with commas.
 */
function queryParameter(
  field: z.ZodType,
  book: SchemaBook,
  where: string,
): Pick<Parameter, "schema" | "description" | "style" | "explode"> {
  const sent = withoutNull(book.write(field, "input", where));
  const read = withoutNull(readAs(field, book));
  // A cursor is passed on as it was answered, whatever is in it.
  const isText = (sent.type === "string" && !where.startsWith("cursor ")) || sent.type === undefined;
  const isNumber = read.type === "integer" || read.type === "number";
  const { description = undefined, ...schema } = isText && (isNumber || read.type === "array") ? read : sent;
  if (schema.type === "object") throw new Error(`${where} cannot be described: it is an object`);
  const { default: preset } = sent;
  if (isNumber && typeof preset === "string") schema.default = Number(preset);
  else if (schema.default === null || schema.type === "array") delete schema.default;
  return {
    ...(description === undefined ? {} : { description }),
    schema,
    ...(schema.type === "array" ? { style: "form" as const, explode: false } : {}),
  };
}

/** What a text is read as; any value if a transformation does not say. */
function readAs(field: z.ZodType, book: SchemaBook): JsonSchema {
  try {
    return book.write(field, "output", "");
  } catch {
    return {};
  }
}

/** A parameter is there or is left out: an address has no null. */
function withoutNull(schema: JsonSchema): JsonSchema {
  const { anyOf, type, ...rest } = schema;
  if (Array.isArray(type)) {
    const [only, ...others] = type.filter((one) => one !== "null");
    return only === undefined || others.length > 0 ? schema : { ...rest, type: only };
  }
  if (anyOf === undefined) return schema;
  const others = anyOf.filter((one) => one.type !== "null");
  const [only] = others;
  return others.length === 1 && only !== undefined ? { ...only, ...rest } : { ...rest, anyOf: others };
}
