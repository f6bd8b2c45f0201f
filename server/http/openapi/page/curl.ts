import { resolve, type OpenApiDocument, type Operation } from "../open-api.ts";
import { sampleOf } from "./sample.ts";

/** A command that calls the operation. `$PARLEY` is the address of the server, and `$KEY` an API key. */
export function curlOf(
  document: OpenApiDocument,
  method: string,
  path: string,
  { parameters, requestBody, security, responses }: Operation,
): string {
  const all = parameters.map((one) => resolve(document, one));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const schema = all.find((one) => one.in === "path" && one.name === name)?.schema ?? {};
    return encodeURIComponent(String(sampleOf(document, schema, name)));
  });
  const query = all
    .filter((one) => one.in === "query" && one.required)
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(sampleOf(document, schema, name)))}`)
    .join("&");
  const isStream = Object.values(responses).some(
    (one) => resolve(document, one).content?.["text/event-stream"] !== undefined,
  );
  const body = requestBody?.content["application/json"]?.schema;
  const isFile = requestBody?.content["application/octet-stream"] !== undefined;
  return [
    `curl ${isStream ? "-N " : ""}${method === "GET" ? "" : `-X ${method} `}"$PARLEY/api/v1${filled}${query === "" ? "" : `?${query}`}"`,
    ...(security?.length === 0 ? [] : [`-H "authorization: Bearer $KEY"`]),
    ...(body === undefined ? [] : [`--json ${quoted(JSON.stringify(sampleOf(document, body)))}`]),
    ...(isFile
      ? [
          `-H "content-type: application/octet-stream"`,
          `-H "x-file-name: plan.pdf"`,
          `--data-binary @plan.pdf`,
        ]
      : []),
  ].join(" \\\n  ");
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
