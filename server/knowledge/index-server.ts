import { DurableObject } from "cloudflare:workers";
import type { Env } from "../env.ts";

/** A library's chunks and full text. Name = library id. */
export class IndexServer extends DurableObject<Env> {}
