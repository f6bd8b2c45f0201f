/**
 * What embedding models cost, in millionths of a dollar per thousand tokens:
 * https://developers.cloudflare.com/workers-ai/platform/pricing/ as of 2026-08-28.
 */
const PRICES: Readonly<Record<string, number>> = {
  "@cf/baai/bge-m3": 12,
  "@cf/baai/bge-small-en-v1.5": 20,
  "@cf/baai/bge-base-en-v1.5": 67,
  "@cf/baai/bge-large-en-v1.5": 204,
};

const HIGHEST_PRICE = Math.max(...Object.values(PRICES));

/** Of a server that Parley does not pay by tokens. */
const OWN = /^local-/;

/** A model that is not in the table gets the highest price, so that budgets hold for every model. */
export function embeddingPriceOf(model: string): number {
  return OWN.test(model) ? 0 : (PRICES[model] ?? HIGHEST_PRICE);
}
