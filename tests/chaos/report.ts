import { check, rules } from "./checker/rules.ts";
import { percentile } from "./metrics.ts";
import { MINIMA } from "./options.ts";
import type { Result } from "./run.ts";

/** Prints the numbers of the run and the violations. Returns the number of failures. */
export function report(result: Result, log: (line: string) => void): number {
  const { metrics, kills, cuts, restored, recoveryTime, lasted, starts, history } = result;
  const time = (values: readonly number[]) =>
    [0.5, 0.95, 1].map((share) => `${Math.round(percentile(values, share))} ms`).join(" / ");
  const rows: [string, string | number][] = [
    ["chaos lasted", `${Math.round(lasted / 1000)} s`],
    ["kills (SIGKILL of workerd and its parent)", kills],
    ["cuts", cuts],
    ["sends", metrics.sends],
    ["of them resent", metrics.resends],
    ["messages", metrics.messages],
    ["events in the logs", history.rooms.reduce((sum, { head }) => sum + head, 0)],
    ["resumes (missing suffix)", metrics.resumes],
    ["resets (snapshot)", metrics.resets + restored.resets],
    ["server ready after, p50 / p95 / max", time(starts)],
    ["client welcomed again after, p50 / p95 / max", time(metrics.reconnects)],
    ["all connected and equal after the last fault", `${Math.round(recoveryTime)} ms`],
  ];
  log("");
  for (const [name, value] of rows) log(`  ${name.padEnd(48)} ${value}`);
  log("");

  const outcomes: [string, string[]][] = [
    ...Object.entries(check(history)),
    ["R5 a restored backup starts everyone over", restored.violations],
    ["R28 all are connected and equal in the end", []],
    ["the run broke enough to show anything", shortfalls(result)],
  ];
  for (const [name, violations] of outcomes) {
    log(`${violations.length === 0 ? "ok  " : "FAIL"} ${name}`);
    for (const violation of violations) log(`       ${violation.slice(0, 600)}`);
  }
  const failed = outcomes.filter(([, violations]) => violations.length > 0).length;
  log(
    `\n${outcomes.length - failed} passed, ${failed} failed (${Object.keys(rules).length} rules over histories)`,
  );
  log("SIGKILL shows safety from crashes of the process, not from loss of power.");
  return failed;
}

function shortfalls({ kills, cuts, metrics }: Result): string[] {
  const done = { kills, cuts, sends: metrics.sends, resends: metrics.resends };
  const names = ["kills", "cuts", "sends", "resends"] as const;
  return names.flatMap((name) =>
    done[name] < MINIMA[name] ? [`only ${done[name]} ${name}, of ${MINIMA[name]}`] : [],
  );
}
