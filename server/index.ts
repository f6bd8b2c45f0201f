import { app } from "./app.ts";
import type { Env } from "./env.ts";
import { sweep } from "./directory/sweep.ts";

export { IndexServer } from "./knowledge/index-server.ts";
export { IngestWorkflow } from "./knowledge/ingest/ingest-workflow.ts";
export { MeterServer } from "./meter/meter-server.ts";
export { InboxServer } from "./rooms/inbox-server.ts";
export { RoomServer } from "./rooms/room-server.ts";

export default {
  fetch: app.fetch,
  scheduled: (_controller, env) => sweep(env, Date.now()),
} satisfies ExportedHandler<Env>;
