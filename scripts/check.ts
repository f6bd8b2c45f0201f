/**
 * `npm run check`: types, lint (with the layer rules), format. Later checks run even if one fails. An argument selects the
 * checks whose names begin with it: `node scripts/check.ts lint`.
 */
import { spawn } from "node:child_process";
import { node, quietEnvironment, root, tool } from "./root.ts";

/** The native compiler: a third of the time. ESLint reads types through the interface that `typescript` 6 still has. */
const tsc = tool("typescript-native/bin/tsc");
const projects = [
  ".",
  "scripts",
  "server",
  "client",
  "client/sdk",
  "tests",
  "tests/workers",
  "tests/e2e/room-alone",
  "docs/examples",
];

/** The longest first, so that one core does not work on it alone at the end. */
const all: { name: string; args: string[] }[] = [
  { name: "lint", args: [tool("eslint/bin/eslint.js"), "--quiet", "."] },
  { name: "lint of promises and switches", args: [tool("oxlint/bin/oxlint"), "--type-aware", "."] },
  ...projects.map((project) => ({
    name: `types of ${project}`,
    args: [tsc, "-p", `${project}/tsconfig.json`],
  })),
  { name: "format", args: [tool("prettier/bin/prettier.cjs"), "--check", "--log-level", "warn", "."] },
];

const asked = process.argv[2] ?? "";
const checks = all.filter(({ name }) => name.startsWith(asked));
if (checks.length === 0) {
  console.error(`There is no check whose name begins with "${asked}".`);
  process.exit(1);
}

function passes(args: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(node, args, {
      cwd: root,
      env: quietEnvironment,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("error", () => resolve(false));
    child.on("exit", (code) => resolve(code === 0));
  });
}

const waiting = [...checks];
const failed: string[] = [];

/** Two checks at a time: one per core on a small machine. */
async function work(): Promise<void> {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const { name, args } = check;
    const passed = await passes(args);
    console.log(`${passed ? "ok  " : "FAIL"} ${name}`);
    if (!passed) failed.push(name);
  }
}

await Promise.all([work(), work()]);
process.exit(failed.length === 0 ? 0 : 1);
