/**
 * CPU time of this thread since the call, in milliseconds. Unlike the clock it does not count the time in which a busy machine
 * runs other processes.
 */
export function startCpuTime(): () => number {
  const { user, system } = process.threadCpuUsage();
  return () => {
    const now = process.threadCpuUsage();
    return (now.user - user + now.system - system) / 1_000;
  };
}
