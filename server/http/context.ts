import type { Context } from "hono";
import type { SignedIn } from "../directory/sessions.ts";
import type { Membership } from "../directory/organizations.ts";
import type { Env } from "../bindings/env.ts";

/** What Hono carries through one request. */
export interface Edge {
  Bindings: Env;
  Variables: { traceId: string };
}

/** Behind `signedIn`. */
export interface SignedInEdge extends Edge {
  Variables: Edge["Variables"] & SignedIn;
}

/** Behind `tenant`: everything from here on is looked up through this membership. */
export interface TenantEdge extends SignedInEdge {
  Variables: SignedInEdge["Variables"] & { membership: Membership };
}

export type EdgeContext = Context<Edge>;
