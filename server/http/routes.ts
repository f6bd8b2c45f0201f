/** The table of HTTP addresses below `/api`: whatever is answered there stands here, but for `/api/auth`, which is better-auth's. */
import type { AnyRoute } from "./route.ts";
import { agents } from "./routes/agents.ts";
import { models } from "./routes/models.ts";

export const routes: readonly AnyRoute[] = [...agents, ...models];
