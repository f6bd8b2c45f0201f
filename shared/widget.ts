/**
 * The widget: what a company sets for it, and what its visitors ask the server. Routes below `/api/widget/:widget` are for visitors,
 * routes below `/api/organizations/:organization/widgets` for who manages the organization.
 */
import type { BusinessHours } from "./business-hours.ts";
import type { AgentId, LibraryId, OrganizationId, RoomId, UserId, VisitorId, WidgetId } from "./ids.ts";

export const WIDGET_ICONS = ["chat", "question", "wave"] as const;
export const WIDGET_LANGUAGES = ["en", "de", "ar", "fr", "es", "ja"] as const;
export type WidgetIcon = (typeof WIDGET_ICONS)[number];
export type WidgetLanguage = (typeof WIDGET_LANGUAGES)[number];

export interface WidgetLook {
  /** The company's or the product's name, as visitors see it. */
  name: string;
  /** `#rrggbb`, as the company chose it. Whoever paints with it mends its contrast. */
  colour: string;
  corner: "round" | "square";
  side: "right" | "left";
  /** From both edges of the page, CSS pixels. */
  offset: { x: number; y: number };
  icon: WidgetIcon;
  theme: "auto" | "light" | "dark";
}

export interface FormField {
  /** Letters, digits and `_`; unique in the form. The field `email` and the field `name` also become the visitor's own. */
  id: string;
  label: string;
  type: "text" | "email" | "choice";
  required: boolean;
  choices?: string[] | undefined;
}

/** Own words for entries of the catalogue, by language and by the entry's key. */
export type WidgetTexts = Partial<Record<WidgetLanguage, Record<string, string>>>;
/** Questions that the greeting offers, by language. */
export type WidgetStarters = Partial<Record<WidgetLanguage, string[]>>;

/** `GET /api/widget/:widget`: public. Nothing in it depends on who asks. */
export interface WidgetConfig {
  id: WidgetId;
  /** Rises with each change. */
  revision: number;
  look: WidgetLook;
  texts: WidgetTexts;
  starters: WidgetStarters;
  /** Asked before the first message; empty for none. */
  form: FormField[];
  hours: BusinessHours | null;
  agent: { id: AgentId; name: string };
  /** The language when neither the tag, the page nor the browser names one that is there. */
  language: WidgetLanguage;
  /** Turnstile's site key; null if the widget asks for no challenge. */
  challenge: string | null;
}

/** What a visitor says of the page that they are on. */
export interface VisitorPage {
  url: string;
  title: string;
  referrer: string;
}

/** `POST …/session` → WidgetSession. */
export interface OpenWidgetSession {
  /** `MessageEvent.origin` of the page that holds the panel; the page's own origin for a widget without a panel. */
  origin: string;
  language: string;
  timeZone: string;
  page: VisitorPage;
  /** A token that the panel keeps, in a browser that gives it no cookie. */
  token?: string | undefined;
  /** True if the browser keeps no cookie: the answer then has a token. A request that brings a cookie gets none. */
  keepsToken?: boolean | undefined;
  /** A token that the company's server signed: who the visitor is. */
  identity?: string | undefined;
  /** The code of a link that continues on this device. */
  continue?: string | undefined;
  /** The answer to the challenge. */
  challenge?: string | undefined;
}

export type VisitorIdentity = "anonymous" | "verified";

export interface WidgetVisitor {
  id: VisitorId;
  /** Null until the visitor or the company says it. */
  name: string | null;
  email: string | null;
  identity: VisitorIdentity;
}

export interface WidgetSession {
  visitor: WidgetVisitor;
  organization: OrganizationId;
  /** Only for a panel that `keepsToken`. It replaces the one that was sent. */
  token: string | null;
  /** Whether the request came with a cookie or a token that is valid. False after a first call; if it is false after a second one, the browser has dropped the cookie. */
  isKnown: boolean;
  /** False if this widget takes messages only of visitors whom the company's server names, and this one is none. */
  mayWrite: boolean;
  /** True until a challenge is solved, if the widget asks for one: without it no conversation begins (`challenge_failed`). */
  needsChallenge: boolean;
  conversations: Conversation[];
  people: PeopleHere;
  /** The server's clock. */
  now: number;
}

/** `ai`: the AI answers. `waiting`: the visitor waits for a person. */
export type ConversationState = "ai" | "waiting" | "person" | "closed";

export interface Conversation {
  room: RoomId;
  state: ConversationState;
  title: string;
  last: { text: string; at: number; by: { id: UserId; name: string } } | null;
  unread: number;
  updatedAt: number;
}

/** `GET …/people` */
export interface PeopleHere {
  /** Supporters who are here now. */
  here: number;
  /** At most three. */
  names: string[];
  /** By the business hours; true if there are none. */
  open: boolean;
  /** When it opens next; null if it is open or never opens. */
  opensAt: number | null;
  /** When it closes; null if it is closed or never closes. */
  closesAt: number | null;
  /** Usual minutes until a person's first answer; null if that is not known. */
  answerMinutes: number | null;
}

/** `PATCH …/me` → WidgetVisitor: what a visitor types, so it is not verified. */
export interface ChangeVisitor {
  name?: string | undefined;
  email?: string | undefined;
}

/** `POST …/page` → null. */
export type VisitorSeesPage = Pick<VisitorPage, "url" | "title">;

/** `POST …/conversations` → NewConversation. `GET …/conversations` → Conversation[]. `DELETE …/conversations/:room` → null. */
export interface OpenConversation {
  /** By the field's id. */
  answers?: Record<string, string> | undefined;
}

export interface NewConversation {
  room: RoomId;
}

/** `POST …/tickets` → Ticket: opens the room's socket once. */
export interface WidgetTicketRequest {
  room: RoomId;
}

/** `POST …/continue` → ContinueLink: works once, on another device. */
export interface ContinueLink {
  url: string;
  expiresAt: number;
}

/** `GET …/conversations/:room/citations/:message/:citation` → CitedPassage: one passage that an answer of this room cites. */
export interface CitedPassage {
  title: string;
  /** Where it was fetched from; null for a file. */
  address: string | null;
  page: number | null;
  heading: string;
  text: string;
  /** When this version of the document was added. */
  at: number;
  /** A newer version of the document exists. */
  changed: boolean;
}

// For who manages the organization

/** Within how many minutes of business hours a person answers; null for no promise. */
export interface AnswerPromise {
  /** The first answer of a person in a conversation. */
  first: number | null;
  /** Each answer after it. */
  next: number | null;
}

export const NO_PROMISE: AnswerPromise = { first: null, next: null };
/** A week. */
export const MAX_PROMISED_MINUTES = 7 * 24 * 60;

/** What a company sets for a widget. */
export interface WidgetSettings {
  look: WidgetLook;
  texts: WidgetTexts;
  starters: WidgetStarters;
  form: FormField[];
  hours: BusinessHours | null;
  promise: AnswerPromise;
  language: WidgetLanguage;
  /** Origins of the pages that may show it, such as `https://shop.example`. */
  origins: string[];
  agent: AgentId;
  /** What the agent may read for a visitor: these libraries and nothing else. */
  libraries: LibraryId[];
  /** Answers of the AI that one visitor gets in a day. */
  answersPerDay: number;
  /** Only visitors whom the company's server names may write. */
  enforce: boolean;
  /** Asks for a challenge before a new visitor's first conversation. The secret is shown to nobody. */
  turnstile: { siteKey: string; hasSecret: boolean } | null;
}

/** `GET …/widgets` → Widget[]; `GET …/widgets/:widget` → Widget. */
export interface Widget extends WidgetSettings {
  id: WidgetId;
  revision: number;
  createdAt: number;
}

/** `PATCH …/widgets/:widget` → Widget. `revision` is the one that was changed; another one is a `conflict`. */
export type ChangeWidget = { revision: number } & Partial<Omit<WidgetSettings, "turnstile">> & {
    turnstile?: { siteKey: string; secret?: string | undefined } | null | undefined;
  };

/** `GET …/widgets/:widget/keys` → WidgetKey[]: keys that sign identities. At most two at a time. */
export interface WidgetKey {
  id: string;
  createdAt: number;
  /** When it last named a visitor, to the hour; null for never. */
  usedAt: number | null;
}

/** `POST …/widgets/:widget/keys` → NewWidgetKey. The secret is shown once. `DELETE …/keys/:key` → null. */
export interface NewWidgetKey extends WidgetKey {
  secret: string;
}
