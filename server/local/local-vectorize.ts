import { WorkerEntrypoint } from "cloudflare:workers";

/** Stands in for `env.VECTORIZE` on one machine. */
export class LocalVectorize extends WorkerEntrypoint {}
