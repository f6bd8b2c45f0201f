/** The row of a visitor: what the browser says, and what the company has signed. */
import type { OrganizationId, WidgetId } from "../../shared/ids.ts";
import type { VisitorPage } from "../../shared/widget.ts";
import { newId } from "./random-ids.ts";
import type { visitors } from "./schema.ts";
import type { Attributes } from "./schema/widgets.ts";

export type VisitorRow = typeof visitors.$inferSelect;

/** What a visitor's browser says. */
export interface VisitorFacts {
  language: string;
  timeZone: string;
  page: VisitorPage;
  browser: string;
}

/** What the company has signed. */
export interface SignedIdentity {
  subject: string;
  name: string | null;
  email: string | null;
  attributes: Attributes;
}

export interface NewVisitor {
  organization: OrganizationId;
  widget: WidgetId;
  facts: VisitorFacts;
  identity: SignedIdentity | null;
}

export function newVisitor({ organization, widget, facts, identity }: NewVisitor, now: number) {
  const { page, ...rest } = facts;
  const seen = { url: page.url, title: page.title, at: now };
  return {
    ...rest,
    ...signedFields(identity),
    id: newId("visitor"),
    organization,
    widget,
    page: seen,
    firstPage: { ...seen, referrer: page.referrer },
    createdAt: now,
    seenAt: now,
  };
}

/** A name or an address that the company leaves out stays as the visitor typed it. */
export function signedFields(identity: SignedIdentity | null) {
  if (identity === null) return {};
  const { subject, name, email, attributes } = identity;
  return {
    subject,
    signed: attributes,
    ...(name === null ? {} : { name }),
    ...(email === null ? {} : { email, emailSigned: true }),
  };
}
