/** The types of the typed client, as the text of a file: each named schema, and what each operation takes and answers. */
import {
  operationsOf,
  resolve,
  type JsonSchema,
  type OpenApiDocument,
  type Operation,
  type Parameter,
} from "../../server/http/openapi/open-api.ts";
import { typeText } from "../../server/http/openapi/type-text.ts";

const HEAD = `/**
 * Made from the table of routes by \`npm run api\`: the types of \`/api/v1\`. A test compares this file with the table.
 */

declare const raw: unique symbol;
/** Stands for an answer that is no JSON: the client returns the response itself. */
export interface Raw {
  readonly [raw]: true;
}
`;

export function operationsText(document: OpenApiDocument): string {
  const { Refusal: _, ...schemas } = document.components.schemas;
  const named = Object.entries(schemas).map(
    ([name, schema]) => `${comment(schema.description)}export type ${name} = ${typeText(schema)};\n`,
  );
  const operations = operationsOf(document).map(
    ({ method, path, operation }) =>
      `${comment(operation.summary)}"${method} ${path}": ${operationText(document, operation)};`,
  );
  return `${HEAD}\n${named.join("\n")}\nexport interface Operations {\n${operations.join("\n")}\n}\n`;
}

const comment = (text: string | undefined): string => (text === undefined ? "" : `/** ${text} */\n`);

function operationText(document: OpenApiDocument, { parameters, requestBody, responses }: Operation): string {
  const all = parameters.map((one) => resolve(document, one));
  const fields = [group("path", all), group("query", all)];
  const sent = requestBody?.content["application/json"]?.schema;
  if (sent !== undefined) fields.push(`body: ${typeText(sent)};`);
  else if (requestBody !== undefined) fields.push("file: { name: string; bytes: Uint8Array<ArrayBuffer> };");
  const [, success] = Object.entries(responses).find(([status]) => status.startsWith("2")) ?? [];
  if (success === undefined) throw new Error("an operation has an answer");
  fields.push(`answer: ${answerText(resolve(document, success).content?.["application/json"]?.schema)};`);
  return `{\n${fields.filter(Boolean).join("\n")}\n}`;
}

function group(place: "path" | "query", parameters: readonly Parameter[]): string {
  const here = parameters.filter((one) => one.in === place);
  if (here.length === 0) return "";
  const isRequired = here.some(({ required }) => required);
  const type = typeText({
    type: "object",
    properties: Object.fromEntries(
      here.map(({ name, schema, description }) => [
        name,
        description === undefined ? schema : { ...schema, description },
      ]),
    ),
    required: here.filter(({ required }) => required).map(({ name }) => name),
  });
  return `${place}${isRequired ? "" : "?"}: ${type};`;
}

/** The data in the envelope. */
function answerText(schema: JsonSchema | undefined): string {
  if (schema === undefined) return "Raw";
  return typeText(schema.properties?.["data"] ?? schema);
}
