import { app } from "./app.ts";
import type { Env } from "./bindings/env.ts";
import { sweep } from "./sweep.ts";

export { IndexServer } from "./objects/index/index-server.ts";
export { IngestWorkflow } from "./knowledge/ingest/ingest-workflow.ts";
export { MeterServer } from "./objects/meter/meter-server.ts";
export { InboxServer } from "./objects/inbox/inbox-server.ts";
export { SearchServer } from "./objects/search/search-server.ts";
export { RoomServer } from "./objects/room/room-server.ts";

export default {
  fetch: app.fetch,
  scheduled: (_controller, env) => sweep(env, Date.now()),
} satisfies ExportedHandler<Env>;
