import { createMiddleware } from "hono/factory";
import { diskProblem } from "../../problems/disk-problem.ts";
import { diskFault } from "../../storage/storage-fault.ts";
import type { Edge } from "../context.ts";

/** What reading needs and stores a row at most, for which a full disk has a reserve (`scripts/watch-disk.ts`). */
const SMALL = /\/(?:tickets|auth\/sign-in\/email|auth\/sign-out)$/;

/** Refuses requests that write before they write anything. Reading goes on. */
export const whileDiskWorks = createMiddleware<Edge>(async (c, next) => {
  const fault = diskFault();
  const isReading = c.req.method === "GET" || c.req.method === "HEAD";
  const isSmall = fault === "storage_full" && SMALL.test(c.req.path);
  if (fault !== null && !isReading && !isSmall) throw diskProblem(fault);
  await next();
});
