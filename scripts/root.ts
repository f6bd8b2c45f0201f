import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The repository's folder, with a slash at its end. */
export const root = fileURLToPath(new URL("../", import.meta.url));

/** Environment for child processes: disables telemetry and the download of `cf` data. */
export const quietEnvironment = {
  ...process.env,
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
};

const installed = `${root}node_modules/node/bin/node`;

/**
 * Node 24 from devDependencies if it is installed, whichever Node runs this script: it strips types, and workerd's tools
 * require it.
 */
export const node = existsSync(installed) ? installed : process.execPath;

/** The path of a tool's script in node_modules, to run with `node`. */
export function tool(path: string): string {
  return `${root}node_modules/${path}`;
}
