import { DISK_MESSAGE, DISK_RETRY, type DiskFault } from "../storage/storage-fault.ts";
import { Problem } from "./problem.ts";

export const diskProblem = (fault: DiskFault): Problem => new Problem(fault, DISK_MESSAGE[fault], DISK_RETRY);
