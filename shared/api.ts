/**
 * The HTTP API as types: input and output of each path under `/api`. Bodies are JSON. Requests that change something need an
 * `Origin` of the allow-list (a client outside a browser sends the server's own). Requests that create something may carry an
 * `Idempotency-Key`: a repeated request then returns what the first one created.
 */
import type { Display } from "./account.ts";
import type { AgentId, OrganizationId, RoomId, ShareId, UserId } from "./ids.ts";
import type { Role, RoomKind } from "./permissions.ts";
import type { ErrorCode } from "./protocol/codes.ts";
import type { Seq } from "./protocol/seq.ts";
import type { ModelTask } from "./protocol/turns.ts";

/** Every answer of `/api` has this envelope, except `/api/auth`, which is better-auth's. */
export type Envelope<Data> =
  | { ok: true; data: Data }
  | {
      ok: false;
      /** `retryAfter` in milliseconds, for `rate_limited` and `unavailable`. */
      error: { code: ErrorCode; message: string; retryAfter?: number };
      traceId: string;
    };

export type OrganizationRole = Extract<Role, "owner" | "admin" | "member">;

export interface OrganizationSummary {
  id: OrganizationId;
  name: string;
  role: OrganizationRole;
  /** The room that contains everyone of the organization. */
  welcomeRoom: RoomId;
}

/** `GET /api/me` */
export interface Me {
  user: { id: UserId; name: string; email: string };
  /** Of a server before this field: missing. */
  display?: Display | undefined;
  organizations: OrganizationSummary[];
}

/** What tells members apart whose names are equal or look alike. */
export interface ToldApart {
  /** Unique in the organization, without the `@`. */
  handle: string;
  /** Another person or agent of the organization has a name that is equal or looks alike, so the handle is shown beside the name. */
  sharesName: boolean;
  /** The version of a person's picture; missing if there is none. */
  picture?: string | undefined;
}

/** `GET /api/organizations/:organization/people` */
export interface Person extends ToldApart {
  id: UserId;
  name: string;
  role: OrganizationRole;
}

/** `GET /api/organizations/:organization/handles` → MemberHandle[]: of people and agents. */
export interface MemberHandle extends ToldApart {
  id: UserId;
}

/** `PUT /api/organizations/:organization/handle` → Handle. One's own. A handle that is taken or looks like another one is a `conflict`. */
export interface Handle {
  handle: string;
}

/** `POST /api/organizations` → OrganizationSummary. Also creates `#welcome`. */
export interface CreateOrganization {
  name: string;
}

/**
 * `POST /api/organizations/:organization/invitations` → Invitation. The link is `<origin>/join#<token>`. It admits one person,
 * once. The same person may repeat the request after a lost answer; another person gets `conflict`.
 */
export interface CreateInvitation {
  role?: "admin" | "member";
}
export interface Invitation {
  token: string;
  expiresAt: number;
}

/** `POST /api/invitations/preview` → InvitationPreview · `POST /api/invitations/accept` → OrganizationSummary */
export interface InvitationToken {
  token: string;
}
export interface InvitationPreview {
  organization: string;
  invitedBy: string;
}

/**
 * `POST /api/organizations/:organization/rooms` → RoomReference.
 * `direct` takes exactly one other person or agent and returns the existing room if there is one; `name` is for the other
 * kinds. A group or session without an agent among `members` gets the organization's default agent.
 */
export interface CreateRoom {
  kind: Extract<RoomKind, "direct" | "group" | "session">;
  name?: string;
  members: UserId[];
}
export interface RoomReference {
  id: RoomId;
}

/**
 * `POST /api/organizations/:organization/tickets` → Ticket. A ticket opens one socket once, within TICKET_LIFETIME, from the
 * same origin. Browsers on the app's own origin use their cookie instead. Sockets:
 *   `GET /api/organizations/:organization/rooms/:room/socket[?ticket=…]`
 *   `GET /api/organizations/:organization/inbox/socket[?ticket=…]`
 */
export interface CreateTicket {
  /** The room whose socket it opens. If missing, the inbox. */
  room?: RoomId;
}
export interface Ticket {
  ticket: string;
  expiresAt: number;
}

/** `POST /api/organizations/:organization/rooms/:room/catch-up` → CatchUp: the AI's summary, in points, of messages after `since`. */
export interface AskCatchUp {
  /** Seq of the last message that the person has read. */
  since: Seq;
}
export interface CatchUp {
  points: CatchUpPoint[];
  /** Number of summarised messages. With `more`, there are older ones after `since`. */
  messages: number;
  more: boolean;
}
export interface CatchUpPoint {
  text: string;
  /** The messages that the point summarises. */
  seqs: Seq[];
}

// ---- agents

/** An AI member of the organization. */
export interface Agent {
  id: AgentId;
  name: string;
  /** One emoji, shown as the avatar. */
  face: string;
  instructions: string;
  /** `auto` (chosen by the task) or the id of a model of `GET …/models`. */
  model: string;
  /** 0 to 2. */
  temperature: number;
  /** Shown in a room without messages; empty for none. */
  greeting: string;
  /** Suggested first questions, at most 6. */
  starters: string[];
  isDefault: boolean;
  /** Increases by one with each change. */
  version: number;
}
/**
 * `GET …/agents` → Agent[] (everyone) · `POST …/agents` CreateAgent → Agent · `PATCH …/agents/:agent` ChangeAgent → Agent
 * (another `version` is a `conflict`) · `DELETE …/agents/:agent` (owners and admins; the default agent cannot be deleted:
 * `conflict`)
 */
export type CreateAgent = Pick<Agent, "name"> & Partial<Omit<Agent, "id" | "name" | "isDefault" | "version">>;
export type ChangeAgent = Partial<Omit<Agent, "id">> & Pick<Agent, "version">;

/** `GET …/models` → Model[] */
export interface Model {
  id: string;
  label: string;
  tasks: ModelTask[];
  /** Millionths of a US dollar per 1,000 tokens. */
  priceIn: number;
  priceOut: number;
}

// ---- what the AI may do and cost

/**
 * How moderation treats unsafe text: ignore it · mark it · hide it until someone releases it · refuse it. With `hold` and
 * `block`, answers are checked before they are shown.
 */
export type ModerationPolicy = "off" | "flag" | "hold" | "block";

/** `GET …/ai` → AiSettings · `PUT …/ai` AiSettings → AiSettings (owners and admins). Millionths of a US dollar; null for no limit. */
export interface AiSettings {
  moderation: ModerationPolicy;
  budget: { day: number | null; month: number | null };
}

export interface Spent {
  turns: number;
  tokensIn: number;
  tokensOut: number;
  /** Millionths of a US dollar. */
  cost: number;
}
/** `GET …/usage?days=30` → UsageReport for the last `days` (1 to 366) days in UTC, including today. */
export interface UsageReport {
  day: { limit: number | null; spent: number };
  month: { limit: number | null; spent: number };
  /** Every day of the period, `2026-11-21`, oldest first, including days without a turn. */
  days: (Spent & { day: string })[];
  /** Highest cost first. A name is null if the person, room or agent no longer exists. */
  people: (Spent & { user: UserId; name: string | null })[];
  /** `search` means answers of the search page. */
  rooms: (Spent & { room: RoomId | "search"; name: string | null })[];
  models: (Spent & { model: string })[];
}

// ---- share links

/** What a link permits: to watch the room live, or to take part. */
export type ShareAccess = "view" | "join";

/**
 * `POST …/rooms/:room/shares` CreateShare → NewShare · `GET …/rooms/:room/shares` → Share[] · `DELETE
 * …/rooms/:room/shares/:share` (with `invite`). For sessions and groups. When a link is revoked or expires, so does the
 * membership of everyone who joined only by it, and their sockets close (4403).
 */
export interface CreateShare {
  access: ShareAccess;
  /** Milliseconds from now, at most 30 days. */
  lifetime: number;
}
export interface Share {
  id: ShareId;
  access: ShareAccess;
  createdBy: { id: UserId; name: string };
  createdAt: number;
  expiresAt: number;
  /** Number of people who joined by it. */
  opened: number;
}
/** The link is `<origin>/watch#<token>`. The token is shown once. */
export type NewShare = Share & { token: string };
/** `POST /api/shares/open` ShareToken → SharedRoom, for people of the organization. Opening it again changes nothing. */
export interface ShareToken {
  token: string;
}
export interface SharedRoom {
  organization: OrganizationId;
  room: RoomId;
}

export const paths = {
  me: "/api/me",
  organizations: "/api/organizations",
  people: (organization: OrganizationId) => `/api/organizations/${organization}/people`,
  person: (organization: OrganizationId, user: UserId) => `/api/organizations/${organization}/people/${user}`,
  handles: (organization: OrganizationId) => `/api/organizations/${organization}/handles`,
  handle: (organization: OrganizationId) => `/api/organizations/${organization}/handle`,
  invitations: (organization: OrganizationId) => `/api/organizations/${organization}/invitations`,
  invitationPreview: "/api/invitations/preview",
  invitationAccept: "/api/invitations/accept",
  rooms: (organization: OrganizationId) => `/api/organizations/${organization}/rooms`,
  agents: (organization: OrganizationId) => `/api/organizations/${organization}/agents`,
  agent: (organization: OrganizationId, agent: AgentId) =>
    `/api/organizations/${organization}/agents/${agent}`,
  models: (organization: OrganizationId) => `/api/organizations/${organization}/models`,
  aiSettings: (organization: OrganizationId) => `/api/organizations/${organization}/ai`,
  usage: (organization: OrganizationId, days: number) =>
    `/api/organizations/${organization}/usage?days=${days}`,
  catchUp: (organization: OrganizationId, room: RoomId) =>
    `/api/organizations/${organization}/rooms/${room}/catch-up`,
  shares: (organization: OrganizationId, room: RoomId) =>
    `/api/organizations/${organization}/rooms/${room}/shares`,
  share: (organization: OrganizationId, room: RoomId, share: ShareId) =>
    `/api/organizations/${organization}/rooms/${room}/shares/${share}`,
  shareOpen: "/api/shares/open",
  tickets: (organization: OrganizationId) => `/api/organizations/${organization}/tickets`,
  roomSocket: (organization: OrganizationId, room: RoomId) =>
    `/api/organizations/${organization}/rooms/${room}/socket`,
  inboxSocket: (organization: OrganizationId) => `/api/organizations/${organization}/inbox/socket`,
} as const;
