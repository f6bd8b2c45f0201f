/** `npm run api`: writes the types of the typed client anew, after a change of the routes of `/api/v1`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { root } from "../root.ts";
import { operationsText } from "./operations-text.ts";
import { readApiDocument } from "./read-document.ts";

const OPERATIONS = join(root, "client/sdk/api/operations.ts");

async function makeOperations(): Promise<string> {
  const text = operationsText(await readApiDocument());
  return format(text, { ...(await resolveConfig(OPERATIONS)), filepath: OPERATIONS });
}

if (import.meta.main) {
  const text = await makeOperations();
  if (process.argv.includes("--print")) process.stdout.write(text);
  else writeFileSync(OPERATIONS, text);
}
