import { DurableObject } from "cloudflare:workers";
import type { MeterCalls } from "../../bindings/meter-calls.ts";
import type { Env } from "../../bindings/env.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { Database } from "../../storage/database.ts";
import { type Budget, readBudget, setBudget } from "../../rules/meter/budget.ts";
import { grant } from "../../rules/meter/grant.ts";
import type {
  GrantAnswer,
  GrantRequest,
  MeterReport,
  Settlement,
  TurnVotes,
} from "../../rules/meter/meter.ts";
import { report } from "../../rules/meter/report.ts";
import { settle } from "../../rules/meter/settle.ts";
import { countVotes } from "../../rules/meter/votes.ts";
import { meterMigrations } from "../../rules/meter/migrations.ts";

/**
 * Grants, settles and sums the cost of an organization's turns. Name = organization id. One object processes all requests in sequence, so
 * the same money is never granted to two turns.
 */
export class MeterServer extends DurableObject<Env> implements MeterCalls {
  readonly #database = new Database(this.ctx, { migrations: meterMigrations });
  readonly #store: SqlStore = this.#database.store;

  grant(request: GrantRequest, now: number): GrantAnswer {
    return this.#database.transaction(() => grant(this.#store, request, now));
  }

  settle(settlement: Settlement): void {
    this.#database.transaction(() => settle(this.#store, settlement));
  }

  countVotes(votes: TurnVotes): void {
    this.#database.transaction(() => countVotes(this.#store, votes));
  }

  budget(): Budget {
    return readBudget(this.#store);
  }

  setBudget(budget: Budget): void {
    setBudget(this.#store, budget);
  }

  report(days: number, now: number): MeterReport {
    return report(this.#store, days, now);
  }
}
