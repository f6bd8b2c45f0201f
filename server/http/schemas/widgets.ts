import * as z from "zod";
import { isValidTimeZone } from "../../../shared/time-zone.ts";
import {
  MAX_EMAIL_LENGTH,
  MAX_FIELD_ANSWER,
  MAX_FIELD_CHOICES,
  MAX_FORM_FIELDS,
  MAX_HOLIDAYS,
  MAX_IDENTITY_TOKEN,
  MAX_LIBRARIES,
  MAX_PAGE_ADDRESS,
  MAX_PAGE_TITLE,
  MAX_WIDGET_ORIGINS,
  MAX_WIDGET_STARTERS,
  MAX_WIDGET_TEXT,
  MAX_WIDGET_TEXTS,
} from "../../../shared/limits.ts";
import { cleanName, normalizeText } from "../../../shared/text.ts";
import {
  MAX_PROMISED_MINUTES,
  WIDGET_ICONS,
  WIDGET_LANGUAGES,
  type Conversation,
  type PeopleHere,
  type Widget,
  type WidgetConfig,
  type WidgetSession,
  type WidgetVisitor,
} from "../../../shared/widget.ts";
import * as fields from "./fields.ts";

const text = (most: number) =>
  z
    .string()
    .max(most * 2)
    .transform((value) => normalizeText(value).slice(0, most));

/** Text of a browser: it is cut and never refused, because no visitor can do anything about it. */
const toldText = (most: number) => z.string().transform((value) => normalizeText(value).slice(0, most));

/** An address is shown to supporters as a link, so it is one of a page. */
const pageAddress = toldText(MAX_PAGE_ADDRESS).transform((value) =>
  URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) ? value : "",
);

export const openSession = z.object({
  origin: z.string().max(MAX_PAGE_ADDRESS),
  language: toldText(35),
  timeZone: z.string().transform((value) => (isValidTimeZone(value) ? value : "UTC")),
  page: z.object({ url: pageAddress, title: toldText(MAX_PAGE_TITLE), referrer: pageAddress }),
  token: z.string().max(100).optional(),
  keepsToken: z.boolean().optional(),
  identity: z.string().max(MAX_IDENTITY_TOKEN).optional(),
  continue: z.string().max(100).optional(),
  challenge: z.string().max(4_096).optional(),
});
export type OpenSession = z.infer<typeof openSession>;

export const seenPage = z.object({ url: pageAddress, title: toldText(MAX_PAGE_TITLE) });

export const email = z
  .string()
  .trim()
  .max(MAX_EMAIL_LENGTH)
  .refine((value) => /^[^\s@<>"]+@[^\s@<>"]+$/.test(value));

export const visitorChange = z.object({ name: fields.name.optional(), email: email.optional() });

export const newConversation = z.object({
  answers: z.record(z.string().max(40), text(MAX_FIELD_ANSWER)).optional(),
});

export const ofRoom = z.object({ room: fields.roomId });

const members = { id: fields.memberId, name: z.string() };

export const conversation: z.ZodType<Conversation> = z.strictObject({
  room: fields.roomId,
  state: z.enum(["ai", "waiting", "person", "closed"]),
  title: z.string(),
  last: z.strictObject({ text: z.string(), at: fields.time, by: z.strictObject(members) }).nullable(),
  unread: fields.count,
  updatedAt: fields.time,
});

export const people: z.ZodType<PeopleHere> = z.strictObject({
  here: fields.count,
  names: z.array(z.string()),
  open: z.boolean(),
  opensAt: fields.time.nullable(),
  closesAt: fields.time.nullable(),
  answerMinutes: fields.count.nullable(),
});

export const visitor: z.ZodType<WidgetVisitor> = z.strictObject({
  id: fields.visitorId,
  name: z.string().nullable(),
  email: z.string().nullable(),
  identity: z.enum(["anonymous", "verified"]),
});

export const session: z.ZodType<WidgetSession> = z.strictObject({
  visitor,
  organization: fields.organizationId,
  token: z.string().nullable(),
  isKnown: z.boolean(),
  mayWrite: z.boolean(),
  needsChallenge: z.boolean(),
  conversations: z.array(conversation),
  people,
  now: fields.time,
});

export const continueLink = z.strictObject({ url: z.string(), expiresAt: fields.time });

export const citedPassage = z.strictObject({
  title: z.string(),
  address: z.string().nullable(),
  page: fields.count.nullable(),
  heading: z.string(),
  text: z.string(),
  at: fields.time,
  changed: z.boolean(),
});

// ---- settings

const formField = z
  .object({
    id: z.string().regex(/^[a-z0-9_]{1,40}$/i),
    label: text(100).refine((value) => value.trim() !== ""),
    type: z.enum(["text", "email", "choice"]),
    required: z.boolean(),
    choices: z.array(text(100)).min(1).max(MAX_FIELD_CHOICES).optional(),
  })
  .refine(({ type, choices }) => (type === "choice") === (choices !== undefined));

const minutes = z
  .int()
  .min(0)
  .max(24 * 60);
const span = z.tuple([minutes, minutes]).refine(([from, to]) => from < to);
const hours = z.object({
  timeZone: z.string().refine(isValidTimeZone),
  week: z.array(z.array(span).max(6)).length(7),
  holidays: z.array(z.iso.date()).max(MAX_HOLIDAYS),
});

const promised = z.int().min(1).max(MAX_PROMISED_MINUTES).nullable();

const byLanguage = <Value extends z.ZodType>(value: Value) =>
  z.partialRecord(z.enum(WIDGET_LANGUAGES), value);

/** As a browser writes it in `Origin`. Only what is on the same machine may be without encryption. */
const origin = z.string().refine((value) => {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  // A browser's policy would read a star as every host below.
  if (!/^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])$/.test(url.hostname)) return false;
  return url.origin === value && (url.protocol === "https:" || (url.protocol === "http:" && isLocal));
});

const look = z.object({
  name: z.string().transform((value, context) => {
    const cleaned = cleanName(value);
    if (cleaned !== null) return cleaned;
    context.addIssue({ code: "custom", message: "no name" });
    return z.NEVER;
  }),
  colour: z.string().regex(/^#[0-9a-f]{6}$/i),
  corner: z.enum(["round", "square"]),
  side: z.enum(["right", "left"]),
  offset: z.object({ x: z.int().min(0).max(400), y: z.int().min(0).max(400) }),
  icon: z.enum(WIDGET_ICONS),
  theme: z.enum(["auto", "light", "dark"]),
});

const settings = {
  look,
  texts: byLanguage(
    z
      .record(z.string().regex(/^[\w.]{1,80}$/), text(MAX_WIDGET_TEXT))
      .refine((value) => Object.keys(value).length <= MAX_WIDGET_TEXTS),
  ),
  starters: byLanguage(z.array(text(200)).max(MAX_WIDGET_STARTERS)),
  form: z
    .array(formField)
    .max(MAX_FORM_FIELDS)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length),
  hours: hours.nullable(),
  promise: z.object({ first: promised, next: promised }),
  language: z.enum(WIDGET_LANGUAGES),
  origins: z.array(origin).max(MAX_WIDGET_ORIGINS),
  agent: fields.agentId,
  libraries: z.array(fields.libraryId).max(MAX_LIBRARIES),
  answersPerDay: z.int().min(0).max(10_000),
  enforce: z.boolean(),
};

const turnstile = z.object({
  siteKey: z.string().regex(/^[\w-]{1,100}$/),
  /** Left out to keep the one that is there. */
  secret: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional(),
});

export const newWidget = z
  .object({ ...settings, turnstile: turnstile.nullable() })
  .partial()
  .extend({ look: settings.look });
export type NewWidgetBody = z.infer<typeof newWidget>;

export const widgetChange = z
  .object({ ...settings, turnstile: turnstile.nullable() })
  .partial()
  .extend({ revision: fields.version });
export type WidgetChangeBody = z.infer<typeof widgetChange>;

/** Answers have the fields as they are stored, which may be older than the rules above. */
const told = {
  look: z.strictObject({
    name: z.string(),
    colour: z.string(),
    corner: z.enum(["round", "square"]),
    side: z.enum(["right", "left"]),
    offset: z.strictObject({ x: z.int(), y: z.int() }),
    icon: z.enum(WIDGET_ICONS),
    theme: z.enum(["auto", "light", "dark"]),
  }),
  texts: byLanguage(z.record(z.string(), z.string())),
  starters: byLanguage(z.array(z.string())),
  form: z.array(
    z.strictObject({
      id: z.string(),
      label: z.string(),
      type: z.enum(["text", "email", "choice"]),
      required: z.boolean(),
      choices: z.array(z.string()).optional(),
    }),
  ),
  hours: z
    .strictObject({
      timeZone: z.string(),
      week: z.array(z.array(z.tuple([z.int(), z.int()]))),
      holidays: z.array(z.string()),
    })
    .nullable(),
  language: z.enum(WIDGET_LANGUAGES),
};

export const config: z.ZodType<WidgetConfig> = z.strictObject({
  id: fields.widgetId,
  revision: fields.version,
  ...told,
  agent: z.strictObject({ id: fields.agentId, name: z.string() }),
  challenge: z.string().nullable(),
});

export const widget: z.ZodType<Widget> = z.strictObject({
  id: fields.widgetId,
  revision: fields.version,
  createdAt: fields.time,
  ...told,
  promise: z.strictObject({ first: fields.count.nullable(), next: fields.count.nullable() }),
  origins: z.array(z.string()),
  agent: fields.agentId,
  libraries: z.array(fields.libraryId),
  answersPerDay: fields.count,
  enforce: z.boolean(),
  turnstile: z.strictObject({ siteKey: z.string(), hasSecret: z.boolean() }).nullable(),
});

const keyFields = { id: z.string(), createdAt: fields.time, usedAt: fields.time.nullable() };
export const key = z.strictObject(keyFields);
export const newKey = z.strictObject({ ...keyFields, secret: z.string() });
