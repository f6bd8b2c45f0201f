import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The repository's folder, with a slash at its end. */
export const root = fileURLToPath(new URL("../", import.meta.url));

/** Nothing that these scripts start calls out. */
export const quietEnvironment = {
  ...process.env,
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
};

const installed = `${root}node_modules/node/bin/node`;

/** Node 24 from devDependencies, whichever Node runs this: it strips types, and workerd's tools need it. */
export const node = existsSync(installed) ? installed : process.execPath;

/** The script of a tool in node_modules, to be run by `node`. */
export function tool(path: string): string {
  return `${root}node_modules/${path}`;
}
