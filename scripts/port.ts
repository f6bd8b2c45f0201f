import { createServer } from "node:net";

/** Rejects with words for people if the port is used; workerd's own error message is hard to read. */
export async function assertFree(port: number): Promise<void> {
  if (!(await isFree(port)))
    throw new Error(`Port ${port} is taken by another program. Choose another: PORT=${port + 1} npm start`);
}

/** Whether this machine's port can be listened on. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
