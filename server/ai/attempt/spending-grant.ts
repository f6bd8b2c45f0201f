/** The spending grant of one attempt. It grows in steps, so an attempt that is interrupted has reserved at most one step too much. */
import { BUDGET_WARNING } from "../../../shared/limits.ts";
import type { Cost, GrantAnswer } from "../../rules/meter/meter.ts";

/** Asks the meter for a grant that covers the total cost of the turn so far. */
export type Grant = (cost: Cost) => Promise<GrantAnswer>;

export class SpendingGrant {
  readonly #grant: Grant;
  /** Cost of earlier attempts. They belong to the same turn (METER-3), and each grant replaces the previous one. */
  readonly #earlier: Cost;
  /** Cost of one step. */
  readonly #step: Cost;
  #granted: Cost = 0;
  #share: number | null = null;
  #refused: "budget" | "visitor_budget" = "budget";

  constructor(grant: Grant, { earlier, step }: { earlier: Cost; step: Cost }) {
    this.#grant = grant;
    this.#earlier = earlier;
    this.#step = Math.max(1, step);
  }

  /** Used share of the tighter budget; set only when a warning is due (METER-2). */
  get budgetShare(): { budgetShare?: number } {
    return this.#share !== null && this.#share >= BUDGET_WARNING ? { budgetShare: this.#share } : {};
  }

  /** Why `extend` was refused last. */
  get refused(): "budget" | "visitor_budget" {
    return this.#refused;
  }

  /** Whether the grant covers this cost. Does not ask the meter. */
  covers(cost: Cost): boolean {
    return cost < this.#granted;
  }

  /** Requests a grant of one step more than `cost`. False: the budget does not allow it. */
  async extend(cost: Cost): Promise<boolean> {
    const wanted = cost + this.#step;
    const answer = await this.#grant(this.#earlier + wanted);
    if (!answer.granted) {
      this.#refused = answer.period === "visitor" ? "visitor_budget" : "budget";
      return false;
    }
    this.#granted = wanted;
    this.#share = answer.share;
    return true;
  }
}
