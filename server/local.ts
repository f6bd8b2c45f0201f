/** The Worker as it runs on one machine: `env.local` of `wrangler.jsonc`. Production's is `index.ts`. */
export * from "./index.ts";
export { LocalMail } from "./local/mail/local-mail.ts";
export { LocalMailbox } from "./local/mail/local-mailbox.ts";
export { LocalDisk } from "./local/local-disk.ts";
export { LocalChallenge } from "./local/local-challenge.ts";
export { LocalAI } from "./local/local-ai.ts";
export { LocalVectorize } from "./local/local-vectorize.ts";
export { LocalVectorIndex } from "./local/local-vector-index.ts";
/**
 * The Worker, twice. The front of `npm start` leads to `direct`, because the default is reached through a router of Miniflare's,
 * which compresses every frame of every socket whatever the Worker asks for (docs/decisions/006).
 */
export { localWorker as direct, localWorker as default } from "./local/mail/worker.ts";
