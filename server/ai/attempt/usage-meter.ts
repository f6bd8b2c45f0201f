/** Counts an attempt's usage: the provider's numbers if it reports them, estimates until then. */
import type { Model } from "../../../shared/api.ts";
import type { Usage } from "../../../shared/protocol/turns.ts";
import type { Cost } from "../../rules/meter/meter.ts";
import { costOf } from "../model/cost.ts";
import { utf8Length } from "../prompt/tokens.ts";

export class UsageMeter {
  readonly #model: Model;
  /** Usage of earlier requests in this attempt. */
  #before = { tokensIn: 0, tokensOut: 0 };
  #asked = 0;
  #bytesOut = 0;
  #counted: { tokensIn: number; tokensOut: number } | null = null;
  #besides: Cost = 0;
  /** The provider's name for the model that answered. */
  #answeredBy: string | null = null;
  /** What the provider says that it charges for this attempt. */
  #charged: Cost = 0;

  constructor(model: Model) {
    this.#model = model;
  }

  /** A request is sent to the model: its input tokens cost money from now on. */
  ask(tokensIn: number): void {
    this.#before = this.#tokens;
    this.#asked = tokensIn;
    this.#bytesOut = 0;
    this.#counted = null;
  }

  /** Whether the model has said anything since it was asked. */
  get hasHeard(): boolean {
    return this.#bytesOut > 0;
  }

  /** The provider refused the request: what it has not answered costs nothing. */
  refuse(): void {
    this.#asked = 0;
  }

  /** The model produced this text or reasoning. */
  hear(text: string): void {
    this.#bytesOut += utf8Length(text);
  }

  /** The provider's token counts for this request; zero or undefined if it does not report them. */
  count(tokensIn: number | undefined, tokensOut: number | undefined): void {
    const estimated = this.#ofQuestion;
    this.#counted = { tokensIn: tokensIn || estimated.tokensIn, tokensOut: tokensOut || estimated.tokensOut };
  }

  /** Cost of a summary or a check. It is part of the cost, but not of the answer's token counts. */
  besides(cost: Cost): void {
    this.#besides += cost;
  }

  /** The provider names the model that answers. */
  answeredBy(model: string): void {
    this.#answeredBy = model;
  }

  /** The provider charges this for a request, US dollars. It counts for models that have no price in the table. */
  charged(dollars: number): void {
    if (dollars > 0) this.#charged += Math.ceil(dollars * 1_000_000);
  }

  get cost(): Cost {
    const { tokensIn, tokensOut } = this.#tokens;
    return this.#besides + Math.max(this.#charged, costOf(this.#model, tokensIn, tokensOut));
  }

  get usage(): Usage {
    return { model: this.#answeredBy ?? this.#model.id, ...this.#tokens, cost: this.cost };
  }

  /** Null: no request was sent to any provider. */
  get usageIfAny(): Usage | null {
    return this.cost === 0 && this.#tokens.tokensIn === 0 ? null : this.usage;
  }

  get #tokens(): { tokensIn: number; tokensOut: number } {
    const { tokensIn, tokensOut } = this.#ofQuestion;
    return { tokensIn: this.#before.tokensIn + tokensIn, tokensOut: this.#before.tokensOut + tokensOut };
  }

  get #ofQuestion(): { tokensIn: number; tokensOut: number } {
    return this.#counted ?? { tokensIn: this.#asked, tokensOut: Math.ceil(this.#bytesOut / 4) };
  }
}
