/**
 * CPU time that this thread has used since the call, in milliseconds. It counts the work that is done: on a busy machine the clock runs on
 * while a test waits for its turn, and this does not.
 */
export function startCpuTime(): () => number {
  const { user, system } = process.threadCpuUsage();
  return () => {
    const now = process.threadCpuUsage();
    return (now.user - user + now.system - system) / 1_000;
  };
}
