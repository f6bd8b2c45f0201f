/** What an attempt has used: counted by the provider where it says so, estimated until then. */
import type { Model } from "../../../shared/api.ts";
import type { Usage } from "../../../shared/protocol/turns.ts";
import type { Cost } from "../../rules/meter/meter.ts";
import { costOf } from "../model/cost.ts";
import { utf8Length } from "../prompt/tokens.ts";

export class UsageMeter {
  readonly #model: Model;
  #asked = 0;
  #bytesOut = 0;
  #counted: { tokensIn: number; tokensOut: number } | null = null;
  #besides: Cost = 0;

  constructor(model: Model) {
    this.#model = model;
  }

  /** The question goes out: from now on it costs. */
  ask(tokensIn: number): void {
    this.#asked = tokensIn;
  }

  /** The model said this, or thought it. */
  hear(text: string): void {
    this.#bytesOut += utf8Length(text);
  }

  /** What the provider counted; zero where it does not count. */
  count(tokensIn: number | undefined, tokensOut: number | undefined): void {
    const estimated = this.#tokens;
    this.#counted = { tokensIn: tokensIn || estimated.tokensIn, tokensOut: tokensOut || estimated.tokensOut };
  }

  /** A summary, a check: paid for, but no part of the answer's tokens. */
  besides(cost: Cost): void {
    this.#besides += cost;
  }

  get cost(): Cost {
    const { tokensIn, tokensOut } = this.#tokens;
    return this.#besides + costOf(this.#model, tokensIn, tokensOut);
  }

  get usage(): Usage {
    return { model: this.#model.id, ...this.#tokens, cost: this.cost };
  }

  /** Null: nothing was asked of any provider. */
  get usageIfAny(): Usage | null {
    return this.cost === 0 ? null : this.usage;
  }

  get #tokens(): { tokensIn: number; tokensOut: number } {
    return this.#counted ?? { tokensIn: this.#asked, tokensOut: Math.ceil(this.#bytesOut / 4) };
  }
}
