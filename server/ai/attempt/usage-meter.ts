/** What an attempt has used: counted by the provider where it says so, estimated until then. */
import type { Model } from "../../../shared/api.ts";
import type { Usage } from "../../../shared/protocol/turns.ts";
import type { Cost } from "../../rules/meter/meter.ts";
import { costOf } from "../model/cost.ts";
import { utf8Length } from "../prompt/tokens.ts";

export class UsageMeter {
  readonly #model: Model;
  /** Of the questions before this one. */
  #before = { tokensIn: 0, tokensOut: 0 };
  #asked = 0;
  #bytesOut = 0;
  #counted: { tokensIn: number; tokensOut: number } | null = null;
  #besides: Cost = 0;

  constructor(model: Model) {
    this.#model = model;
  }

  /** A question goes out: from now on it costs. */
  ask(tokensIn: number): void {
    this.#before = this.#tokens;
    this.#asked = tokensIn;
    this.#bytesOut = 0;
    this.#counted = null;
  }

  /** The model said this, or thought it. */
  hear(text: string): void {
    this.#bytesOut += utf8Length(text);
  }

  /** What the provider counted of this question; zero where it does not count. */
  count(tokensIn: number | undefined, tokensOut: number | undefined): void {
    const estimated = this.#ofQuestion;
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
    const { tokensIn, tokensOut } = this.#ofQuestion;
    return { tokensIn: this.#before.tokensIn + tokensIn, tokensOut: this.#before.tokensOut + tokensOut };
  }

  get #ofQuestion(): { tokensIn: number; tokensOut: number } {
    return this.#counted ?? { tokensIn: this.#asked, tokensOut: Math.ceil(this.#bytesOut / 4) };
  }
}
