import type { Model } from "../../../shared/api.ts";
import type { Cost } from "../../rules/meter/meter.ts";

type Prices = Pick<Model, "priceIn" | "priceOut">;

/** Millionths of a US dollar. Rounded up, so that rounding never hides costs from a budget. */
export function costOf({ priceIn, priceOut }: Prices, tokensIn: number, tokensOut: number): Cost {
  return Math.ceil((tokensIn * priceIn + tokensOut * priceOut) / 1_000);
}

/** Llama Guard 3, prices from the page named in `models.ts`. Its instructions take about 200 tokens in addition to the text. */
export const GUARD = { priceIn: 484, priceOut: 30, frame: 200, answer: 5 };
