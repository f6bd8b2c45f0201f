/** Vectorize's limits for Workers: https://developers.cloudflare.com/vectorize/platform/limits/ (2026-11). */
export const MAX_ID_BYTES = 64;
export const MAX_NAMESPACE_BYTES = 64;
export const MAX_BATCH = 1_000;
export const MAX_TOP_K = 100;
/** With `returnValues`, or `returnMetadata: "all"`. */
export const MAX_TOP_K_FULL = 20;
export const MAX_METADATA_BYTES = 10 * 1_024;
/** For a string in a metadata index. Longer strings are compared by their beginning. */
export const MAX_INDEXED_BYTES = 64;
export const MAX_FILTER_BYTES = 2_048;
/** Not on that page; found in the service's error (code 40007). */
export const MAX_DELETED_IDS = 100;
export const MAX_READ_IDS = 20;

/** The metadata indexes that README.md tells to create with `wrangler vectorize create-metadata-index`. */
export const METADATA_INDEXES: readonly string[] = ["library", "document"];
