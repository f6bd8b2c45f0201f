/**
 * `npm run screens`: runs the browser tests and lets them take their screenshots, into `.data/screenshots`. Names of test files select
 * some: `npm run screens -- one-person`.
 */
import { spawn } from "node:child_process";
import { node, quietEnvironment, root, tool } from "./root.ts";

const files = process.argv.slice(2);
const tests = spawn(
  node,
  [tool("vitest/vitest.mjs"), "run", "--config", "tests/e2e/vitest.config.ts", ...files],
  { cwd: root, env: { ...quietEnvironment, SCREENSHOTS: "1" }, stdio: "inherit" },
);
tests.on("exit", (code) => process.exit(code ?? 1));
