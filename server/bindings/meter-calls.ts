import type { AgentId, KeyId, OrganizationId, UserId, WebhookId } from "../../shared/ids.ts";
import type { RequestCount } from "../rules/meter/request-window.ts";
import type { AiSettings } from "../../shared/api.ts";
import type { GrantAnswer, GrantRequest, MeterReport, Settlement, TurnVotes } from "../rules/meter/meter.ts";

/** The RPC interface of an organization's meter, for rooms and the edge. */
export interface MeterCalls extends Rpc.DurableObjectBranded {
  /** See `Meter`, the same interface for callers that may use another implementation. */
  grant(request: GrantRequest, now: number): GrantAnswer;
  settle(settlement: Settlement): void;
  countVotes(votes: TurnVotes): void;
  budget(): AiSettings["budget"];
  setBudget(budget: AiSettings["budget"]): void;
  /** Deletes the first part of a deleted organization, and goes on by itself until nothing of it is left. */
  deleteOrganization(organization: OrganizationId): Promise<void>;
  report(days: number, now: number): MeterReport;
  /** The same days of one agent. */
  agentDays(agent: AgentId, days: number, now: number): MeterReport["days"];
  /** Counts a request of this API key or incoming webhook, or of a member who speaks or tries an agent, within its limit for a minute. */
  countRequest(key: KeyId | WebhookId | UserId | `trial ${UserId}`, limit: number, now: number): RequestCount;
}
