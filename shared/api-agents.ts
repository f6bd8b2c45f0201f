/** Agents of an organization and their versions, as types of the HTTP API. */
import type { AgentId, LibraryId, OrganizationId, UserId } from "./ids.ts";

/** An AI member of the organization. */
export interface Agent {
  id: AgentId;
  name: string;
  /** One emoji, shown as the avatar. */
  face: string;
  /** May have variables (`instructions.ts`). */
  instructions: string;
  /** `auto` (chosen by the task) or the id of a model of `GET …/models`. */
  model: string;
  /** 0 to 2. */
  temperature: number;
  /** Shown in a room without messages; empty for none. */
  greeting: string;
  /** Suggested first questions, at most 6. */
  starters: string[];
  /** The names of the tools that it may call. Null: all tools of the app, also those of later versions. */
  tools: string[] | null;
  /** The libraries from which it answers, as far as they allow it. Null: all that allow it. */
  libraries: LibraryId[] | null;
  /** Whether its answers are given what is remembered, and may have something remembered or forgotten. */
  memory: boolean;
  isDefault: boolean;
  /** Increases by one with each change. */
  version: number;
  /** Who changed it last, and when; null if that is not known. */
  changedBy: UserId | null;
  changedAt: number | null;
}

/** What can be changed, in the order in which people are told. */
export const AGENT_FIELDS = [
  "name",
  "face",
  "greeting",
  "starters",
  "instructions",
  "model",
  "temperature",
  "tools",
  "libraries",
  "memory",
  "isDefault",
] as const satisfies readonly (keyof Agent)[];
export type AgentField = (typeof AGENT_FIELDS)[number];
export type AgentState = Pick<Agent, AgentField>;

/**
 * `GET …/agents` → Agent[] and `GET …/agents/:agent` → Agent (everyone) · `POST …/agents` CreateAgent → Agent · `PATCH
 * …/agents/:agent` ChangeAgent → Agent (another `version` is a `conflict`) · `DELETE …/agents/:agent` (owners and admins; the
 * default agent cannot be deleted: `conflict`)
 */
export type CreateAgent = Pick<Agent, "name"> & Partial<Omit<AgentState, "name" | "isDefault">>;
export type ChangeAgent = Partial<AgentState> & Pick<Agent, "version">;

/** `GET …/agents/:agent/versions` → AgentVersion[]: the newest 100, newest first (owners and admins). */
export interface AgentVersion {
  version: number;
  /** When it was made; null if that is not known. */
  at: number | null;
  /** Who made it: null if that is not known, or it came with the organization. A name is null if the account no longer exists. */
  by: { id: UserId; name: string | null } | null;
  /** What it changed. Null: it is the first version that is kept. */
  fields: AgentField[] | null;
}

/** `GET …/agents/:agent/versions/:version` → AgentVersionDetails. `before` is null if the version before is not kept. */
export interface AgentVersionDetails extends AgentVersion {
  before: AgentState | null;
  after: AgentState;
}

/**
 * `POST …/agents/:agent/versions/:version/restore` RestoreAgent → RestoredAgent: a new version that is like the earlier one. Whether
 * it is the default agent stays. `version` is the newest one that the caller knows; another one is a `conflict`.
 */
export interface RestoreAgent {
  version: number;
}
export interface RestoredAgent {
  agent: Agent;
  /** What could not be restored, because it is gone. */
  left: LeftOut[];
}
export interface LeftOut {
  field: Extract<AgentField, "name" | "model" | "tools" | "libraries">;
  /** Names of tools, ids of libraries or of a model, or the name that somebody else has now. */
  values: string[];
}

export const agentPaths = {
  versions: (organization: OrganizationId, agent: AgentId) => `${pathOf(organization, agent)}/versions`,
  version: (organization: OrganizationId, agent: AgentId, version: number) =>
    `${pathOf(organization, agent)}/versions/${version}`,
  restore: (organization: OrganizationId, agent: AgentId, version: number) =>
    `${pathOf(organization, agent)}/versions/${version}/restore`,
  usage: (organization: OrganizationId, agent: AgentId, days: number) =>
    `${pathOf(organization, agent)}/usage?days=${days}`,
} as const;

const pathOf = (organization: OrganizationId, agent: AgentId): string =>
  `/api/organizations/${organization}/agents/${agent}`;
