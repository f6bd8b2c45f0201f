import type { Context } from "hono";
import type { Env } from "../bindings/env.ts";
import type { KeyRate } from "./limit-key.ts";

/** Hono's types for one request. */
export interface Edge {
  Bindings: Env;
  Variables: {
    traceId: string;
    /** The origin whose pages may read the answer. */
    sharedWith?: string;
    /** What is left of the key's limit. */
    rate?: KeyRate;
    /** The policy of a page that is not the app. */
    pagePolicy?: PagePolicy;
  };
}

export type EdgeContext = Context<Edge>;

export interface PagePolicy {
  /** `content-security-policy`. */
  policy: string;
  /** Whether pages of other origins may hold it in a frame, as far as the policy allows. */
  framed: boolean;
}
