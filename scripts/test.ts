/** `npm test`: runs everything, one step after the other, and ends with one summary line. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { node, quietEnvironment, root, tool } from "./root.ts";

interface Step {
  name: string;
  args: string[];
  /**
   * Expected maximum time on two cores that also have other work, seconds. It is printed and not enforced, so a busy machine
   * fails no test.
   */
  budget: number;
  env?: Record<string, string>;
  /** Number of passed and failed tests, read from the step's report. A step without a report counts as one test. */
  count?: () => Count;
}

interface Count {
  passed: number;
  failed: number;
  /** Names and messages of failures, repeated at the end of the output. */
  failures?: string[];
}

/** The fields of Vitest's report that are used here. */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  success: boolean;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
}

/** What the databases, servers and browsers of a run need at most, bytes. */
const SPACE = 4 * 2 ** 30;

/**
 * Where tests keep what they store: in memory if the system offers it. Their databases wait for the disk after every step otherwise, which is a fifth
 * of the time; no test is about a loss of power.
 */
function folderOfRun(): string {
  const memory = "/dev/shm";
  const isRoomy = (): boolean => {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > SPACE;
  };
  return mkdtempSync(join(existsSync(memory) && isRoomy() ? memory : tmpdir(), "parley-test-"));
}

const folder = folderOfRun();
const vitest = tool("vitest/vitest.mjs");

const steps: Step[] = [
  { name: "static", budget: 90, args: [`${root}scripts/check.ts`] },
  { name: "build", budget: 30, args: [`${root}scripts/build.ts`] },
  { ...vitestStep("unit and workerd", 420, []), env: { TMPDIR: folder } },
  { name: "production bundle", budget: 30, args: [`${root}scripts/check-deploy.ts`] },
  { name: "chaos", budget: 150, args: [`${root}tests/chaos/main.ts`] },
  { name: "drafts", budget: 60, args: [`${root}tests/chaos/drafts.ts`] },
  vitestStep("browser", 390, ["--config", "tests/e2e/vitest.config.ts"]),
];

function vitestStep(name: string, budget: number, args: string[]): Step {
  const report = join(folder, `${name}.json`);
  return {
    name,
    budget,
    args: [vitest, "run", ...args, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    count: () => countVitest(report),
  };
}

function countVitest(path: string): Count {
  const report: VitestReport = JSON.parse(readFileSync(path, "utf8"));
  // A file that cannot be loaded has no failed test; neither has a run with an unhandled error.
  const failed = Math.max(report.numFailedTests, report.numFailedTestSuites > 0 || !report.success ? 1 : 0);
  return { passed: report.numPassedTests, failed, failures: report.testResults.flatMap(failuresOf) };
}

function failuresOf(file: VitestReport["testResults"][number]): string[] {
  const name = relative(root, file.name);
  const failed = file.assertionResults.filter((test) => test.status === "failed");
  if (failed.length === 0) return file.status === "failed" ? [`${name}: ${firstLines(file.message)}`] : [];
  return failed.map((test) => `${name}: ${test.fullName}\n${firstLines(test.failureMessages?.[0] ?? "")}`);
}

const firstLines = (text: string) => text.split("\n").slice(0, 12).join("\n");

async function runStep(step: Step): Promise<Count> {
  const started = Date.now();
  console.log(`\n=== ${step.name}`);
  const code = await exitCode(step);
  const count = counted(step, code);
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(
    `--- ${step.name}: ${count.passed} passed, ${count.failed} failed, ${seconds} s of ${step.budget} s`,
  );
  return count;
}

function counted({ count }: Step, code: number): Count {
  if (count === undefined) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  try {
    const { failed, ...rest } = count();
    return { ...rest, failed: code === 0 ? failed : Math.max(1, failed) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function exitCode({ args, env }: Step): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(node, args, {
      cwd: root,
      env: { ...quietEnvironment, ...env },
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("error", () => resolve(1));
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

const counts: (Count & { name: string })[] = [];
for (const step of steps) counts.push({ name: step.name, ...(await runStep(step)) });
rmSync(folder, { recursive: true, force: true });

const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
for (const { name, failed, failures = [] } of counts) {
  if (failed > 0) console.log(`failed: ${name}`);
  for (const failure of failures) console.log(failure);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
