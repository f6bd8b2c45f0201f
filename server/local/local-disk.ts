import { WorkerEntrypoint } from "cloudflare:workers";
import { DISK_MESSAGE, type DiskFault, setDiskFault } from "../storage/storage-fault.ts";

/** Told by the process that runs workerd (`scripts/watch-disk.ts`), which can see the disk. The body is the fault; empty for none. */
export class LocalDisk extends WorkerEntrypoint {
  override async fetch(request: Request): Promise<Response> {
    const told = await request.text();
    setDiskFault(isFault(told) ? told : null);
    return new Response(null, { status: 204 });
  }
}

const isFault = (told: string): told is DiskFault => Object.hasOwn(DISK_MESSAGE, told);
