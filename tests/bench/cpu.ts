import { readdirSync, readFileSync } from "node:fs";

/** Linux counts CPU time in hundredths of a second (`getconf CLK_TCK` is 100 wherever Node runs). */
const TICK_MS = 10;

/** CPU time of the workerd under `parent` so far, all threads, user and system, in milliseconds. */
export function workerdCpu(parent: number): number {
  const pid = workerdUnder(parent);
  if (pid === undefined) throw new Error(`no workerd under process ${parent}`);
  const { ticks } = readStat(pid);
  return ticks * TICK_MS;
}

/** Memory of the workerd under `parent`, bytes. */
export function workerdMemory(parent: number): number {
  const pid = workerdUnder(parent);
  if (pid === undefined) return 0;
  const kilobytes = readFileSync(`/proc/${pid}/status`, "utf8").match(/^VmRSS:\s+(\d+)/m)?.[1];
  return Number(kilobytes ?? 0) * 1_024;
}

function workerdUnder(parent: number): number | undefined {
  return descendants(parent).find((pid) => readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("workerd"));
}

function descendants(parent: number): number[] {
  const all = readdirSync("/proc").flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid)) return [];
    try {
      return [{ pid, parent: readStat(pid).parent }];
    } catch {
      // The process ended meanwhile.
      return [];
    }
  });
  const children = (of: number): number[] =>
    all.filter((each) => each.parent === of).flatMap(({ pid }) => [pid, ...children(pid)]);
  return children(parent);
}

/** The fields of /proc/<pid>/stat (man 5 proc) after the name, which may contain spaces. */
function readStat(pid: number): { parent: number; ticks: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}
