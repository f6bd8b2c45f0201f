import type { Model } from "../../../shared/api.ts";
import type { Cost } from "../../rules/meter/meter.ts";

type Prices = Pick<Model, "priceIn" | "priceOut">;

/** Millionths of a US dollar, rounded up: a budget is not eaten by roundings. */
export function costOf({ priceIn, priceOut }: Prices, tokensIn: number, tokensOut: number): Cost {
  return Math.ceil((tokensIn * priceIn + tokensOut * priceOut) / 1_000);
}

/** Llama Guard 3, by the page that `models.ts` names; its instructions weigh some 200 tokens beside the text. */
export const GUARD = { priceIn: 484, priceOut: 30, frame: 200, answer: 5 };
