/** The names of the queues, as `wrangler.jsonc` has them. */
export const EVENTS_QUEUE = "parley-events";
export const DEAD_QUEUE = "parley-events-dead";
