import type { AiSettings } from "../../shared/api.ts";
import type { GrantAnswer, GrantRequest, MeterReport, Settlement } from "../rules/meter/meter.ts";

/** What rooms and the edge ask of an organization's meter. */
export interface MeterCalls extends Rpc.DurableObjectBranded {
  /** See `Meter`, which is this interface for callers that may have another implementation. */
  grant(request: GrantRequest, now: number): GrantAnswer;
  settle(settlement: Settlement): void;
  budget(): AiSettings["budget"];
  setBudget(budget: AiSettings["budget"]): void;
  report(days: number, now: number): MeterReport;
}
