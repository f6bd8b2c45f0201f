/** The parts of OpenAPI 3.1 that the document uses. */

/** A schema of JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. */
export interface JsonSchema {
  $ref?: string;
  /** Several for a value that may be null. */
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  propertyNames?: JsonSchema;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  default?: unknown;
  title?: string;
  description?: string;
}

export interface Reference {
  $ref: string;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  schema: JsonSchema;
  style?: "form";
  explode?: boolean;
}

export interface Header {
  description: string;
  schema: JsonSchema;
}

export interface Response {
  description: string;
  headers: Record<string, Reference>;
  content?: Record<string, { schema: JsonSchema }>;
}

export interface Operation {
  operationId: string;
  summary: string;
  tags: [string];
  security?: Record<string, []>[];
  parameters: (Parameter | Reference)[];
  requestBody?: { required: boolean; description?: string; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, Response | Reference>;
}

export const METHODS = ["get", "post", "put", "patch", "delete"] as const;
type PathItem = Partial<Record<(typeof METHODS)[number], Operation>>;

export interface OpenApiDocument {
  openapi: "3.1.1";
  info: {
    title: string;
    version: string;
    description: string;
    license: { name: string; identifier: string };
  };
  servers: { url: string; description: string }[];
  security: Record<string, []>[];
  tags: { name: string }[];
  paths: Record<string, PathItem>;
  components: {
    schemas: Record<string, JsonSchema>;
    parameters: Record<string, Parameter>;
    headers: Record<string, Header>;
    responses: Record<string, Response>;
    securitySchemes: Record<string, object>;
  };
}

/** All operations of a document, with their paths and methods. */
export function operationsOf({ paths }: OpenApiDocument) {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ path, method: method.toUpperCase(), operation }];
    }),
  );
}

const REFERENCE = /^#\/components\/(\w+)\/(\w+)$/;

/** What a reference of the document stands for; anything else stands for itself. */
export function resolve<Value extends object>(
  { components }: OpenApiDocument,
  value: Value | Reference,
): Value {
  if (!("$ref" in value) || typeof value.$ref !== "string") return value as Value;
  const [, kind = "", name = ""] = REFERENCE.exec(value.$ref) ?? [];
  const found = (components as Record<string, Record<string, object>>)[kind]?.[name];
  if (found === undefined) throw new Error(`${value.$ref} is not in the document`);
  return found as Value;
}
