/** Compares what the server is asked and what it answers below `/api/v1` with the document that it publishes. */
import { Validator, type Schema } from "@cfworker/json-schema";
import { API_BASE, describeApi } from "../../../server/http/openapi/describe-api.ts";
import {
  operationsOf,
  resolve,
  type JsonSchema,
  type OpenApiDocument,
  type Operation,
} from "../../../server/http/openapi/open-api.ts";
import { templateOf } from "../../../server/http/openapi/names.ts";
import type { AnyRoute } from "../../../server/http/route.ts";
import { routes } from "../../../server/http/routes.ts";

export const description: OpenApiDocument = describeApi(routes);

const operations = operationsOf(description).map((one) => ({
  ...one,
  name: `${one.method} ${one.path}`,
  matches: new RegExp(`^${one.path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`),
}));
export const operationNames: readonly string[] = operations.map(({ name }) => name);

export const operationNameOf = ({ method, path }: AnyRoute): string => `${method} ${templateOf(path)}`;

/** The operations that were answered with success by now, in this process. */
export const succeeded = new Set<string>();

interface Exchange {
  method: string;
  /** With its query. */
  path: string;
  /** JSON that was sent. */
  sent?: unknown;
  status: number;
  headers: Headers;
  /** Empty for a stream that was not read. */
  text: string;
}

/** Throws if the document says anything else about this exchange. Other addresses than those of `/api/v1` are not in it. */
export function checkDescribed(exchange: Exchange): void {
  const url = new URL(exchange.path, "https://parley.example");
  if (!url.pathname.startsWith(`${API_BASE}/`)) return;
  const path = url.pathname.slice(API_BASE.length);
  const atPath = operations.filter(({ matches }) => matches.test(path));
  // A path without parameters is meant before one with them.
  const found = atPath
    .filter(({ method }) => method === exchange.method)
    .sort((a, b) => a.path.split("{").length - b.path.split("{").length)[0];
  if (found === undefined) {
    // Another method, or nothing: a refusal, which has the shared form.
    const refused =
      exchange.status === 405 ? "MethodNotAllowed" : exchange.status === 404 ? "NotFound" : null;
    // A HEAD of an address has its method's answer without the body.
    if (refused === null && !["HEAD", "OPTIONS"].includes(exchange.method) && exchange.status < 400)
      throw new Error(`${exchange.method} ${path} is answered, and is not in the document`);
    return;
  }
  const { name, operation } = found;
  checkAnswered(name, operation, exchange);
  if (exchange.status >= 400) return;
  checkSent(name, operation, exchange, url.searchParams);
  succeeded.add(name);
}

function checkAnswered(name: string, operation: Operation, { status, headers, text }: Exchange): void {
  const described = operation.responses[String(status)];
  if (described === undefined) throw new Error(`${name} answers ${status}, which is not in the document`);
  const { content, headers: named } = resolve(description, described);
  for (const header of Object.keys(named))
    if (header !== "retry-after" && !headers.has(header))
      throw new Error(`${name} answers ${status} without the header ${header}`);
  const type = headers.get("content-type")?.split(";")[0] ?? "";
  if (content === undefined) {
    if (text !== "") throw new Error(`${name} answers ${status} with a body`);
    return;
  }
  const schema = (content[type] ?? content[`${type.split("/")[0]}/*`] ?? content["*/*"])?.schema;
  if (schema === undefined)
    throw new Error(`${name} answers ${status} as ${type}, which is not in the document`);
  if (type === "application/json") check(`${name}, ${status}`, schema, JSON.parse(text));
}

function checkSent(
  name: string,
  { requestBody, parameters }: Operation,
  { sent }: Exchange,
  query: URLSearchParams,
): void {
  const body = requestBody?.content["application/json"]?.schema;
  if (body !== undefined) check(`${name}, its body`, body, sent, (schema) => schema);
  const known = parameters.map((one) => resolve(description, one)).filter((one) => one.in === "query");
  for (const key of query.keys())
    if (!known.some((one) => one.name === key))
      throw new Error(`${name} takes ${key} in its query, which is not in the document`);
  for (const { name: key, required, schema } of known) {
    const value = query.get(key);
    if (value === null && required) throw new Error(`${name} is answered without ${key}`);
    if (value !== null) check(`${name}, ${key}`, schema, readAs(schema, value));
  }
}

function readAs({ type }: JsonSchema, text: string): unknown {
  if (type === "integer" || type === "number") return Number(text);
  return type === "array" ? text.split(",") : text;
}

const validators = new Map<string, Validator>();

/** What is sent may have other fields, which the server ignores: then `prepare` leaves the objects open. */
function check(
  what: string,
  schema: JsonSchema,
  value: unknown,
  prepare: <Value>(value: Value) => Value = close,
): void {
  let validator = validators.get(what);
  if (validator === undefined) {
    const schemas = prepare(description.components.schemas);
    const whole = { ...prepare(schema), components: { schemas } };
    validator = new Validator(whole as Schema, "2020-12", false);
    validators.set(what, validator);
  }
  const { valid, errors } = validator.validate(value);
  if (!valid)
    throw new Error(
      `${what} differs from the document: ${errors.map((one) => `${one.instanceLocation} ${one.error}`).join("; ")}`,
    );
}

/** The document lets answers grow. Here an undescribed field is an error. */
function close<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(close) as Value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, close(one)]));
  const isOpen = inner["type"] === "object" && inner["properties"] !== undefined;
  return (isOpen ? { additionalProperties: false, ...inner } : inner) as Value;
}
