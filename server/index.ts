import { app } from "./app.ts";
import type { Env } from "./bindings/env.ts";
import { consume } from "./notices/consume.ts";
import { receiveMail } from "./mail/receive-mail.ts";
import { sweep } from "./sweep.ts";

export { DeskServer } from "./objects/desk/desk-server.ts";
export { IndexServer } from "./objects/index/index-server.ts";
export { IngestWorkflow } from "./knowledge/ingest/ingest-workflow.ts";
export { MeterServer } from "./objects/meter/meter-server.ts";
export { InboxServer } from "./objects/inbox/inbox-server.ts";
export { SearchServer } from "./objects/search/search-server.ts";
export { WebhookServer } from "./objects/webhooks/webhook-server.ts";
export { RoomServer } from "./objects/room/room-server.ts";

export default {
  fetch: app.fetch,
  email: (message, env) => receiveMail(message, env, Date.now()),
  queue: (batch, env) => consume(batch, env),
  scheduled: (_controller, env) => sweep(env, Date.now()),
} satisfies ExportedHandler<Env>;
