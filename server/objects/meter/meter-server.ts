import { DurableObject } from "cloudflare:workers";
import type { MeterCalls } from "../../bindings/meter-calls.ts";
import type { Env } from "../../bindings/env.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { Alarm } from "../../storage/alarm.ts";
import { Database } from "../../storage/database.ts";
import type { AgentId, KeyId, OrganizationId, UserId, WebhookId } from "../../../shared/ids.ts";
import { deletePart } from "./deletion.ts";
import { type Budget, readBudget, setBudget } from "../../rules/meter/budget.ts";
import { grant } from "../../rules/meter/grant.ts";
import type {
  GrantAnswer,
  GrantRequest,
  MeterReport,
  Settlement,
  TurnVotes,
} from "../../rules/meter/meter.ts";
import { agentDays, report } from "../../rules/meter/report.ts";
import { type RequestCount, RequestWindows } from "../../rules/meter/request-window.ts";
import { settle } from "../../rules/meter/settle.ts";
import { type MeterTask, meterSchedule } from "../../rules/meter/tasks.ts";
import { countVotes } from "../../rules/meter/votes.ts";
import { meterMigrations } from "../../rules/meter/migrations.ts";

/** Pause between the first part of a deletion and the next, ms. */
const DELETION_PAUSE = 1_000;

/**
 * Grants, settles and sums the cost of an organization's turns. Name = organization id. One object processes all requests in sequence, so
 * the same money is never granted to two turns.
 */
export class MeterServer extends DurableObject<Env> implements MeterCalls {
  readonly #database = new Database(this.ctx, {
    migrations: meterMigrations,
    wake: () => this.#alarm.wake(Date.now()),
  });
  readonly #store: SqlStore = this.#database.store;
  readonly #requests = new RequestWindows();
  readonly #schedule = meterSchedule(this.#store);
  readonly #alarm: Alarm<MeterTask> = new Alarm(this.ctx.storage, this.#schedule, ({ organization }) =>
    this.#deletePart(organization),
  );

  grant(request: GrantRequest, now: number): GrantAnswer {
    return this.#database.transaction(() => grant(this.#store, request, now));
  }

  settle(settlement: Settlement): void {
    this.#database.transaction(() => settle(this.#store, settlement));
  }

  countVotes(votes: TurnVotes): void {
    this.#database.transaction(() => countVotes(this.#store, votes));
  }

  /** The task is written first, so that the deletion goes on after a crash. The first part is done before this returns. */
  async deleteOrganization(organization: OrganizationId): Promise<void> {
    const task: MeterTask = { task: "delete", organization };
    this.#schedule.put(task, Date.now() + DELETION_PAUSE);
    this.#alarm.arm(Date.now());
    await deletePart(this.env, organization, Date.now());
  }

  async #deletePart(organization: OrganizationId): Promise<number | null> {
    const next = await deletePart(this.env, organization, Date.now());
    if (next === null) await this.#database.erase();
    return next;
  }

  override async alarm(): Promise<void> {
    await this.#alarm.ring(Date.now());
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

  agentDays(agent: AgentId, days: number, now: number): MeterReport["days"] {
    return agentDays(this.#store, agent, days, now);
  }

  countRequest(
    key: KeyId | WebhookId | UserId | `trial ${UserId}`,
    limit: number,
    now: number,
  ): RequestCount {
    return this.#requests.count(key, limit, now);
  }
}
