/** The Worker as it runs on one machine: `env.local` of `wrangler.jsonc`. Production's is `index.ts`. */
export * from "./index.ts";
export { default } from "./index.ts";
export { LocalDisk } from "./local/local-disk.ts";
export { LocalAI } from "./local/local-ai.ts";
export { LocalVectorize } from "./local/local-vectorize.ts";
export { LocalVectorIndex } from "./local/local-vector-index.ts";
/**
 * The same under a name. The front of `npm start` leads to this one, because the default is reached through a router of Miniflare's,
 * which compresses every frame of every socket whatever the Worker asks for (docs/decisions/006).
 */
export { default as direct } from "./index.ts";
