/** The money of one attempt: granted ahead in steps, so that a turn that is cut off was never further ahead than one step. */
import { BUDGET_WARNING } from "../../../shared/limits.ts";
import type { Cost, GrantAnswer } from "../../rules/meter/meter.ts";

/** Asks the meter for what the turn may have cost by now, all in all. */
export type Grant = (cost: Cost) => Promise<GrantAnswer>;

export class SpendingGrant {
  readonly #grant: Grant;
  /** What earlier attempts have cost: it is one turn (METER-3), and a grant replaces the one before. */
  readonly #earlier: Cost;
  /** What one more step costs. */
  readonly #step: Cost;
  #granted: Cost = 0;
  #share: number | null = null;

  constructor(grant: Grant, { earlier, step }: { earlier: Cost; step: Cost }) {
    this.#grant = grant;
    this.#earlier = earlier;
    this.#step = Math.max(1, step);
  }

  /** How much of the tighter budget is used up; only where it is time to warn (METER-2). */
  get budgetShare(): { budgetShare?: number } {
    return this.#share !== null && this.#share >= BUDGET_WARNING ? { budgetShare: this.#share } : {};
  }

  /** Whether this attempt may have cost so much. Asks the meter only where the last step is used up. */
  covers(cost: Cost): boolean {
    return cost < this.#granted;
  }

  /** One step more than `cost`. False: the budget refuses. */
  async extend(cost: Cost): Promise<boolean> {
    const wanted = cost + this.#step;
    const answer = await this.#grant(this.#earlier + wanted);
    if (!answer.granted) return false;
    this.#granted = wanted;
    this.#share = answer.share;
    return true;
  }
}
