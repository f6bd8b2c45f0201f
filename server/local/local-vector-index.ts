import { DurableObject } from "cloudflare:workers";

/** The vectors behind `LocalVectorize`. */
export class LocalVectorIndex extends DurableObject {}
