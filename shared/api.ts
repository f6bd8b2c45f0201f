/**
 * The HTTP API as types: input and output of each path under `/api`. Bodies are JSON. Requests that change something need an
 * `Origin` of the allow-list (a client outside a browser sends the server's own). Requests that create something may carry an
 * `Idempotency-Key`: a repeated request then returns what the first one created.
 */
import type { Display } from "./account.ts";
import type { AgentId, InvitationId, OrganizationId, RoomId, ShareId, UserId, WidgetId } from "./ids.ts";
import type { Role, RoomKind } from "./permissions.ts";
import type { ErrorCode } from "./protocol/codes.ts";
import type { Seq } from "./protocol/seq.ts";
import type { ModelTask } from "./protocol/turns.ts";

/** Every answer of `/api` has this envelope, except `/api/auth`, which is better-auth's. */
export type Envelope<Data> =
  | { ok: true; data: Data; traceId: string }
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
  /** The version of its picture; missing if there is none. */
  picture?: string | undefined;
}

/** `GET /api/start`, for whoever is not signed in: nobody has signed up on this server yet. */
export interface Start {
  isNew: boolean;
}

/** `GET /api/me` */
export interface Me {
  user: { id: UserId; name: string; email: string };
  /** Of a server before this field: missing. */
  display?: Display | undefined;
  organizations: OrganizationSummary[];
}

/** What tells members apart, also those whose names are equal or look alike. */
export interface ToldApart {
  /** Unique in the organization, without the `@`. */
  handle: string;
  /** Another person or agent of the organization has a name that is equal or looks alike, so the handle is shown beside the name. */
  sharesName: boolean;
  /** The version of a person's picture; missing if there is none. */
  picture?: string | undefined;
  /** A service account: a bot, which acts by its keys. Missing for people and agents. */
  isService?: true | undefined;
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

/** `GET …/members` → MemberDetails[]: owners and admins. By name. */
export interface MemberDetails extends Person {
  email: string;
  joinedAt: number;
  /** When the person last used Parley in this organization, to within ACTIVE_EVERY; null if that is not known. */
  activeAt: number | null;
}

/**
 * `PATCH …/people/:person` ChangeRole → Person. Owners give every role, admins make members admins. Nobody changes the role of somebody
 * of their own rank or above, except their own; the last owner stays owner (`conflict`).
 * `POST …/people/:person/sign-out` → null: ends all sessions of a person of lower rank, or one's own.
 * `DELETE …/people/:person` → null: removes a person of lower rank, or oneself.
 */
export interface ChangeRole {
  role: OrganizationRole;
}

/** `POST …/ownership` TransferOwnership → OrganizationSummary. An owner becomes admin, and the other person owner, in one step. */
export interface TransferOwnership {
  to: UserId;
}

/**
 * `GET …/picture` → the bytes. `PUT …/picture` → {picture}: owners and admins; a small still picture, as of an account. `DELETE …/picture`.
 * `PATCH …/profile` ChangeOrganization → OrganizationSummary: owners and admins. */
export interface ChangeOrganization {
  name: string;
}

/**
 * `POST …/deletion` DeleteOrganization → null: owners. `name` is the organization's name, as a confirmation. From then on nobody reaches
 * it; rooms, libraries and files are deleted afterwards.
 */
export interface DeleteOrganization {
  name: string;
}

export type InvitedRole = Extract<OrganizationRole, "admin" | "member">;

/** `open`: people can join by it. */
export type InvitationState = "open" | "revoked" | "expired" | "usedUp";

/** A link by which people join the organization, `<origin>/join#<token>`, or an e-mail with such a link. */
export interface InvitationLink {
  id: InvitationId;
  role: InvitedRole;
  createdBy: { id: UserId; name: string };
  createdAt: number;
  expiresAt: number;
  /** How many people can join by it; null for any number. */
  maxUses: number | null;
  /** Only accounts whose e-mail address is at this domain can join; null for all. */
  domain: string | null;
  /** The address that it was sent to; null for a link that is passed on by hand. */
  email: string | null;
  state: InvitationState;
  uses: number;
  /** Who joined by it, latest first, at most MAX_LISTED_USES. */
  joined: { id: UserId; name: string; at: number }[];
  /** Null if it has ended, or cannot be shown again because the server's key has changed. */
  token: string | null;
}
export interface Invitation extends InvitationLink {
  token: string;
}

/**
 * `GET …/invitations` → InvitationLink[]: one's own; owners and admins see all. Newest first, with those that have ended lately.
 * `POST …/invitations` CreateInvitation → Invitation.
 * `POST …/invitation-link` → Invitation: one's newest open link, which is created if there is none: for any number of members, for 7 days.
 * `PATCH …/invitations/:invitation` ChangeInvitation → InvitationLink · `DELETE …/invitations/:invitation` → null: revokes it.
 * Who created it may do this, and owners and admins.
 */
export interface CreateInvitation {
  /** `member` if missing. */
  role?: InvitedRole;
  /** Milliseconds from now; 7 days if missing. */
  lifetime?: number;
  /** 1 if missing. */
  maxUses?: number | null;
  domain?: string | null;
  /** Sends the link to this address, for one person. Only where the server sends mail. */
  email?: string;
}
export type ChangeInvitation = Omit<CreateInvitation, "email">;

/** `POST /api/invitations/preview` → InvitationPreview · `POST /api/invitations/accept` → OrganizationSummary */
export interface InvitationToken {
  token: string;
}
/** An unknown link is `not_found`. */
export interface InvitationPreview {
  /** The organization's name. */
  organization: string;
  organizationId: OrganizationId;
  invitedBy: string;
  role: InvitedRole;
  domain: string | null;
  state: InvitationState;
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

// ---- agents: `api-agents.ts`

export type { Agent, ChangeAgent, CreateAgent } from "./api-agents.ts";

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

/** `GET …/ai` → AiSettings · `PUT …/ai` ChangeAiSettings → AiSettings (owners and admins). Millionths of a US dollar; null for no limit. */
export interface AiSettings {
  moderation: ModerationPolicy;
  budget: { day: number | null; month: number | null };
  /** Whether anything is remembered, and used. */
  memory: boolean;
}
/** Without `memory` it stays as it is. */
export type ChangeAiSettings = Omit<AiSettings, "memory"> & { memory?: boolean | undefined };

export interface Spent {
  turns: number;
  tokensIn: number;
  tokensOut: number;
  /** Millionths of a US dollar. */
  cost: number;
}
/** Votes of members on answers. */
export interface Voted {
  good: number;
  bad: number;
}
/** What is counted outside of rooms: answers of the search page, texts that were spoken, and trials of agents. */
export const OUTSIDE_ROOMS = ["search", "speech", "trial"] as const;
export type OutsideRooms = (typeof OUTSIDE_ROOMS)[number];

/** `GET …/usage?days=30` → UsageReport for the last `days` (1 to 366) days in UTC, including today. */
export interface UsageReport {
  day: { limit: number | null; spent: number };
  month: { limit: number | null; spent: number };
  /** Every day of the period, `2026-11-21`, oldest first, including days without a turn. */
  days: (Spent & { day: string })[];
  /** Highest cost first. A name is null if the person, room or agent no longer exists. */
  people: (Spent & { user: UserId; name: string | null })[];
  rooms: (Spent & Voted & { room: RoomId | OutsideRooms; name: string | null })[];
  models: (Spent & Voted & { model: string })[];
}
/** `GET …/agents/:agent/usage?days=30` → AgentUsage (owners and admins). Every day of the period, as in `UsageReport`. */
export type AgentUsage = Pick<UsageReport, "days">;

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
  start: "/api/start",
  me: "/api/me",
  organizations: "/api/organizations",
  people: (organization: OrganizationId) => `/api/organizations/${organization}/people`,
  person: (organization: OrganizationId, user: UserId) => `/api/organizations/${organization}/people/${user}`,
  members: (organization: OrganizationId) => `/api/organizations/${organization}/members`,
  signOutPerson: (organization: OrganizationId, user: UserId) =>
    `/api/organizations/${organization}/people/${user}/sign-out`,
  ownership: (organization: OrganizationId) => `/api/organizations/${organization}/ownership`,
  profile: (organization: OrganizationId) => `/api/organizations/${organization}/profile`,
  organizationPicture: (organization: OrganizationId) => `/api/organizations/${organization}/picture`,
  deletion: (organization: OrganizationId) => `/api/organizations/${organization}/deletion`,
  handles: (organization: OrganizationId) => `/api/organizations/${organization}/handles`,
  handle: (organization: OrganizationId) => `/api/organizations/${organization}/handle`,
  invitations: (organization: OrganizationId) => `/api/organizations/${organization}/invitations`,
  invitation: (organization: OrganizationId, invitation: InvitationId) =>
    `/api/organizations/${organization}/invitations/${invitation}`,
  invitationLink: (organization: OrganizationId) => `/api/organizations/${organization}/invitation-link`,
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
  threads: (organization: OrganizationId, room: RoomId) =>
    `/api/organizations/${organization}/rooms/${room}/threads`,
  desk: (organization: OrganizationId) => `/api/organizations/${organization}/desk`,
  deskSocket: (organization: OrganizationId) => `/api/organizations/${organization}/desk/socket`,
  deskMetrics: (organization: OrganizationId, days: number, widget: WidgetId | null) =>
    `/api/organizations/${organization}/desk/metrics?days=${days}${widget === null ? "" : `&widget=${widget}`}`,
  deskConversation: (organization: OrganizationId, room: RoomId) =>
    `/api/organizations/${organization}/desk/conversations/${room}`,
} as const;
