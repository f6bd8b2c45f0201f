/**
 * Identifiers: their grammar, and functions to create them.
 *
 * Every id is `<kind>_<26 characters of Crockford base32>`, 128 bits, lower case. So it is one path segment, one Durable Object
 * name and one DOM key without escaping. Message ids begin with 48 bits of time and sort by it. All other ids are random,
 * because they must not be guessable.
 */

declare const brand: unique symbol;
declare const agentBrand: unique symbol;
declare const visitorBrand: unique symbol;
type Id<Kind extends string> = string & { readonly [brand]: Kind };

/** A member of rooms: a person, or an AI (`agent_…`, see AgentId). */
export type UserId = Id<"user">;
/** An AI member of an organization. It can be used wherever a person's id can: as author, in mentions, in the list of members. */
export type AgentId = UserId & { readonly [agentBrand]: true };
/** One answer of an agent, from the prompt to its end. */
export type TurnId = Id<"turn">;
/** A link to watch or join a room. */
export type ShareId = Id<"share">;
/** A collection of documents with its own readers. */
export type LibraryId = Id<"lib">;
/** A link, or an e-mail with a link, by which people join an organization. */
export type InvitationId = Id<"inv">;
export type DocumentId = Id<"doc">;
/** A file of a message. Created by the client that uploads it, so a repeated upload has the same id. */
export type AttachmentId = Id<"att">;
export type OrganizationId = Id<"org">;
export type RoomId = Id<"room">;
/** Created by the client that writes the message. It is the idempotency key, unique per author. */
export type MessageId = Id<"msg">;
/** Somebody without an account who talks through a widget. A kind of member id, like an agent's. */
export type VisitorId = UserId & { readonly [visitorBrand]: true };
/** A widget on a company's pages. It is the publishable key: it names the widget and opens nothing. */
export type WidgetId = Id<"wid">;
/** An API key. It is the key's grant too. */
export type KeyId = Id<"key"> & `key_${string}`;
/** A webhook: an address outside that is told of events. */
export type WebhookId = Id<"hook">;
/** A fact that is remembered. */
export type MemoryId = Id<"mem">;
/** An event as webhooks are told of it. Each attempt to deliver it names the same one. */
export type WebhookEventId = Id<"evt">;
/** A reminder of a person. Created by the client that makes it. */
export type ReminderId = Id<"rem">;
/** A personal task. Created by the client that makes it. `TaskId` names tasks of rooms too. */
export type PersonalTaskId = Id<"task">;
/** A server of the Model Context Protocol whose tools agents may call. */
export type McpServerId = Id<"mcp">;
/** What can be revoked behind a request or a socket: a session (sign-in), an API key, or a visitor's session. */
export type GrantId = `ses_${string}` | `key_${string}` | `vss_${string}`;
/** One installation of a client: a browser profile, a phone. */
export type DeviceId = Id<"dev">;

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const BODY = "[0-9a-hjkmnp-tv-z]{26}";

const grammar = {
  user: new RegExp(`^user_${BODY}$`),
  org: new RegExp(`^org_${BODY}$`),
  room: new RegExp(`^room_${BODY}$`),
  msg: new RegExp(`^msg_${BODY}$`),
  dev: new RegExp(`^dev_${BODY}$`),
  agent: new RegExp(`^agent_${BODY}$`),
  turn: new RegExp(`^turn_${BODY}$`),
  share: new RegExp(`^share_${BODY}$`),
  inv: new RegExp(`^inv_${BODY}$`),
  lib: new RegExp(`^lib_${BODY}$`),
  doc: new RegExp(`^doc_${BODY}$`),
  att: new RegExp(`^att_${BODY}$`),
  visitor: new RegExp(`^visitor_${BODY}$`),
  wid: new RegExp(`^wid_${BODY}$`),
  key: new RegExp(`^key_${BODY}$`),
  hook: new RegExp(`^hook_${BODY}$`),
  evt: new RegExp(`^evt_${BODY}$`),
  mem: new RegExp(`^mem_${BODY}$`),
  mcp: new RegExp(`^mcp_${BODY}$`),
  rem: new RegExp(`^rem_${BODY}$`),
  task: new RegExp(`^task_${BODY}$`),
};

export type IdKind = keyof typeof grammar;

/** The regular expression for ids of these kinds, for API descriptions. */
export function idPattern(...kinds: IdKind[]): string {
  const [only = ""] = kinds;
  return `^${kinds.length === 1 ? only : `(${kinds.join("|")})`}_${BODY}$`;
}

function hasGrammar(kind: IdKind, value: unknown): boolean {
  return typeof value === "string" && grammar[kind].test(value);
}

export const isUserId = (value: unknown): value is UserId => hasGrammar("user", value);
export const isAgentId = (value: unknown): value is AgentId => hasGrammar("agent", value);
export const isVisitorId = (value: unknown): value is VisitorId => hasGrammar("visitor", value);
export const isWidgetId = (value: unknown): value is WidgetId => hasGrammar("wid", value);
export const isWebhookId = (value: unknown): value is WebhookId => hasGrammar("hook", value);
export const isWebhookEventId = (value: unknown): value is WebhookEventId => hasGrammar("evt", value);
export const isMemoryId = (value: unknown): value is MemoryId => hasGrammar("mem", value);
export const isMcpServerId = (value: unknown): value is McpServerId => hasGrammar("mcp", value);
export const isReminderId = (value: unknown): value is ReminderId => hasGrammar("rem", value);
export const isPersonalTaskId = (value: unknown): value is PersonalTaskId => hasGrammar("task", value);
/** A person, an agent or a visitor. */
export const isMemberId = (value: unknown): value is UserId =>
  isUserId(value) || isAgentId(value) || isVisitorId(value);
export const isTurnId = (value: unknown): value is TurnId => hasGrammar("turn", value);
export const isShareId = (value: unknown): value is ShareId => hasGrammar("share", value);
export const isInvitationId = (value: unknown): value is InvitationId => hasGrammar("inv", value);
export const isLibraryId = (value: unknown): value is LibraryId => hasGrammar("lib", value);
export const isDocumentId = (value: unknown): value is DocumentId => hasGrammar("doc", value);
export const isAttachmentId = (value: unknown): value is AttachmentId => hasGrammar("att", value);
export const isKeyId = (value: unknown): value is KeyId => hasGrammar("key", value);
export const isOrganizationId = (value: unknown): value is OrganizationId => hasGrammar("org", value);
export const isRoomId = (value: unknown): value is RoomId => hasGrammar("room", value);
export const isMessageId = (value: unknown): value is MessageId => hasGrammar("msg", value);
export const isDeviceId = (value: unknown): value is DeviceId => hasGrammar("dev", value);

/** Fills an array with random bytes. Outside tests: `bytes => crypto.getRandomValues(bytes)`. */
export type RandomBytes = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

/** The type of an id of each kind. */
type IdOf<Kind extends IdKind> = Kind extends "agent"
  ? AgentId
  : Kind extends "visitor"
    ? VisitorId
    : Kind extends "key"
      ? KeyId
      : Id<Kind>;

/** A random id of 128 bits. */
export function makeId<Kind extends IdKind>(kind: Kind, random: RandomBytes): IdOf<Kind> {
  return `${kind}_${encode(random(new Uint8Array(16)))}` as IdOf<Kind>;
}

/** An id that sorts by `now` (milliseconds since 1970). 80 random bits distinguish ids of one millisecond. */
export function makeMessageId(now: number, random: RandomBytes): MessageId {
  const bytes = random(new Uint8Array(16));
  let rest = Math.max(0, Math.floor(now));
  for (let i = 5; i >= 0; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return `msg_${encode(bytes)}` as MessageId;
}

/** 16 bytes as 26 characters, most significant bits first, so that text order is byte order. */
function encode(bytes: Uint8Array): string {
  let text = "";
  let buffer = 0;
  let bits = 2; // 26 * 5 = 130 bits: two leading zero bits
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((buffer >> bits) & 31);
    }
    buffer &= (1 << bits) - 1;
  }
  return text;
}
