/** `npm run chaos [-- --seed N] [--minutes M]` */
import { buildServer } from "../../scripts/build.ts";
import { readOptions } from "./options.ts";
import { report } from "./report.ts";
import { run } from "./run.ts";

const options = readOptions(process.argv.slice(2));
const log = (line: string): void => console.log(line);

log(`seed ${options.seed}   (again: npm run chaos -- --seed ${options.seed})`);
await buildServer();
try {
  const failed = report(await run(options, log), log);
  process.exit(failed === 0 ? 0 : 1);
} catch (error) {
  log(`FAIL seed ${options.seed}: ${error instanceof Error ? error.message : String(error)}`);
  log("\n0 passed, 1 failed");
  process.exit(1);
}
