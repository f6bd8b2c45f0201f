/** The API's description, made in this process: the table of routes runs in Node as far as that needs. */
import { registerHooks } from "node:module";
import type { OpenApiDocument } from "../../server/http/openapi/open-api.ts";

/** Modules of workerd, with the classes that are only extended or called where a request is answered. */
const PLATFORM = `data:text/javascript,${[
  "DurableObject",
  "WorkerEntrypoint",
  "WorkflowEntrypoint",
  "EmailMessage",
]
  .map((name) => `export class ${name} {}`)
  .join(";")};export const env = {}, exports = {};`;

export async function readApiDocument(): Promise<OpenApiDocument> {
  const hooks = registerHooks({
    resolve: (name, context, next) =>
      name.startsWith("cloudflare:") ? { url: PLATFORM, shortCircuit: true } : next(name, context),
  });
  try {
    // Addresses in variables: this project's types do not include those of workerd.
    const [routes, describe] = ["../../server/http/routes.ts", "../../server/http/openapi/describe-api.ts"];
    const { routes: table } = await import(routes ?? "");
    const { describeApi } = await import(describe ?? "");
    return describeApi(table);
  } finally {
    hooks.deregister();
  }
}

if (import.meta.main) console.log(JSON.stringify(await readApiDocument(), null, 2));
