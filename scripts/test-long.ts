/**
 * `npm run test:long`: the long runs, of which `npm test` runs a sample. Each has a time limit; together they take at most two
 * hours.
 */
import { spawn } from "node:child_process";
import { node, quietEnvironment, root } from "./root.ts";

const runs: { name: string; args: string[] }[] = [
  { name: "build", args: ["scripts/build.ts"] },
  { name: "chaos", args: ["tests/chaos/main.ts", "--minutes", "30"] },
  { name: "every part of an answer", args: ["tests/chaos/parts.ts"] },
  { name: "drafts", args: ["tests/chaos/drafts.ts"] },
];

/** Timeout of one run, ms. A run that takes longer is stopped and counts as failed. */
const RUN_TIMEOUT_MS = 45 * 60_000;

function passes(args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(node, args, {
      cwd: root,
      env: quietEnvironment,
      stdio: "inherit",
      timeout: RUN_TIMEOUT_MS,
    });
    child.on("error", () => resolve(false));
    child.on("exit", (code) => resolve(code === 0));
  });
}

let failed = 0;
for (const { name, args } of runs) {
  console.log(`\n=== ${name}`);
  const passed = await passes(args);
  console.log(`--- ${name}: ${passed ? "passed" : "failed"}`);
  if (!passed) failed += 1;
}
console.log(`${runs.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
