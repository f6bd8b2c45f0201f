/** The OpenAPI document of `/api/v1`, made from the table of routes. */
import type { AnyRoute } from "../route.ts";
import { refusalSchema, responsesOf, sharedHeaders, sharedResponses } from "./answers.ts";
import { operationIdOf, tagOf, tagsOf, templateOf } from "./names.ts";
import type { OpenApiDocument, Operation } from "./open-api.ts";
import { parametersOf, sharedParameters } from "./parameters.ts";
import { SchemaBook } from "./schema-book.ts";

/** Where the paths of the document begin. */
export const API_BASE = "/api/v1";

const DESCRIPTION = `What people do in Parley, programs can do too: rooms, messages, documents, search.

Every JSON answer has an envelope: \`{ ok: true, data, traceId }\`, or \`{ ok: false, error: { code, message }, traceId }\`. What does not exist and
what the caller may not see get the same answer. Answers may get more fields; read those that you know.

A request that creates or changes something may carry an \`idempotency-key\`, so that it can be sent again after a failure. After 429 and 503,
wait as long as \`retry-after\` says.`;

const SECURITY = {
  key: {
    type: "http",
    scheme: "bearer",
    description:
      "An API key, `parley_…`. People make keys in their account, owners and admins in the settings of the organization too.",
  },
  keyHeader: {
    type: "apiKey",
    in: "header",
    name: "x-api-key",
    description: "The same key, for tools that cannot set `authorization`.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "parley.session_token",
    description:
      "The session of a person in a browser. Over https its name begins with `__Secure-`. A request that changes something needs an `origin` of this server.",
  },
};

export function describeApi(routes: readonly AnyRoute[]): OpenApiDocument {
  const book = new SchemaBook();
  const described = routes.filter(({ v1 }) => v1 !== false);
  const paths: OpenApiDocument["paths"] = {};
  for (const route of described) {
    const item = (paths[templateOf(route.path)] ??= {});
    item[route.method.toLowerCase() as Lowercase<AnyRoute["method"]>] = describeOperation(route, book);
  }
  const { schemas, rest } = book.finish({ paths });
  return {
    openapi: "3.1.1",
    info: {
      title: "Parley",
      version: "1",
      description: DESCRIPTION,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: API_BASE, description: "This server." }],
    security: Object.keys(SECURITY).map((name) => ({ [name]: [] })),
    tags: tagsOf(described).map((name) => ({ name })),
    ...rest,
    components: {
      schemas: { ...schemas, Refusal: refusalSchema },
      parameters: sharedParameters,
      headers: sharedHeaders,
      responses: sharedResponses(),
      securitySchemes: SECURITY,
    },
  };
}

function describeOperation(route: AnyRoute, book: SchemaBook): Operation {
  const body = bodyOf(route, book);
  return {
    operationId: operationIdOf(route),
    summary: route.about,
    tags: [tagOf(route)],
    ...(route.in === "nobody" ? { security: [] } : {}),
    parameters: parametersOf(route, book),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: responsesOf(route, book),
  };
}

const MIB = 1024 * 1024;

function bodyOf({ method, path, body }: AnyRoute, book: SchemaBook): Operation["requestBody"] {
  switch (body.kind) {
    case "none":
      return undefined;
    case "json": {
      const where = `The body of ${method} ${path}`;
      if (body.schema === undefined) throw new Error(`${where} has no schema`);
      const schema = book.write(body.schema, "input", where);
      return { required: true, content: { [body.contentType]: { schema } } };
    }
    case "file":
      return {
        required: true,
        description: `The bytes of the file, at most ${body.most / MIB} MiB. \`content-length\` says how many.`,
        content: { [body.contentType]: { schema: {} } },
      };
  }
}
